/** JMH benchmarks of what is done for each key, value or query; start at {@link JsonBenchmark}. */
@NullMarked
package io.t4.benchmarks.hotpaths;

import org.jspecify.annotations.NullMarked;
