/**
 * What runs inside a worker's own process, on its own class path; not for users. Start reading at
 * {@link io.t4.text.worker.TextWorker}.
 */
@NullMarked
package io.t4.text.worker;

import org.jspecify.annotations.NullMarked;
