/** The search index of each bucket, kept in OpenSearch; start at {@link BucketIndex}. */
/** The index of a bucket: one document for each version of each key. */
@NullMarked
package io.t4.catalog.index;

import org.jspecify.annotations.NullMarked;
