/** The buckets that this catalog serves; start at {@link ServedBuckets}. */
@NullMarked
package io.t4.catalog.buckets;

import org.jspecify.annotations.NullMarked;
