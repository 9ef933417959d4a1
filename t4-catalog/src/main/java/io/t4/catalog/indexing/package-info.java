/**
 * Keeps the index of each bucket equal to the bucket: by listing, and by events as hints; start at
 * {@link BucketIndexing}.
 */
@NullMarked
package io.t4.catalog.indexing;

import org.jspecify.annotations.NullMarked;
