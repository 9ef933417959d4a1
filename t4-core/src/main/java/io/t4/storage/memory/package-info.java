/**
 * Buckets in memory, for tests. Start reading at {@link io.t4.storage.memory.MemoryObjectStore}.
 */
@NullMarked
package io.t4.storage.memory;

import org.jspecify.annotations.NullMarked;
