/**
 * Where objects live: one interface over S3, a local directory and memory. Start reading at {@link
 * io.t4.storage.ObjectStore}.
 */
@NullMarked
package io.t4.storage;

import org.jspecify.annotations.NullMarked;
