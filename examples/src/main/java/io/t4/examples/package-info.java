/** A tour of a bucket. Start reading at {@link io.t4.examples.BucketTour}. */
@NullMarked
package io.t4.examples;

import org.jspecify.annotations.NullMarked;
