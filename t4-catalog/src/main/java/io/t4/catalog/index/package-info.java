/** The search index of each bucket, kept in OpenSearch; start at {@link BucketIndex}. */
@NullMarked
package io.t4.catalog.index;

import org.jspecify.annotations.NullMarked;
