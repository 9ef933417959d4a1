/**
 * JSON as Python's {@code json} module reads and writes it, because bytes decide hashes. Start
 * reading at {@link io.t4.json.Json}.
 */
@NullMarked
package io.t4.json;

import org.jspecify.annotations.NullMarked;
