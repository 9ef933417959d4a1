/**
 * What benchmarks have in common: figures, the machine, the processes. Start at {@link
 * io.t4.benchmarks.Latencies}.
 */
@NullMarked
package io.t4.benchmarks;

import org.jspecify.annotations.NullMarked;
