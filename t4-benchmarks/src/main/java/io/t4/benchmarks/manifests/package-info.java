/**
 * Manifests of many entries in a small heap. Start reading at {@link
 * io.t4.benchmarks.manifests.ManifestBenchmark}.
 */
@NullMarked
package io.t4.benchmarks.manifests;

import org.jspecify.annotations.NullMarked;
