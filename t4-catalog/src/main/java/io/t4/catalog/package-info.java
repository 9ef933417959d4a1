/**
 * The catalog instance: indexes buckets and answers searches; start at {@link CatalogApplication}.
 */
@NullMarked
package io.t4.catalog;

import org.jspecify.annotations.NullMarked;
