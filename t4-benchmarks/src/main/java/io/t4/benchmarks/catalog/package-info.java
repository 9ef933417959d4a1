/**
 * Searches in a catalog that is a process of its own and indexes meanwhile; start at {@link
 * CatalogBenchmark}.
 */
@NullMarked
package io.t4.benchmarks.catalog;

import org.jspecify.annotations.NullMarked;
