/** The bucket, the type that users work with. Start reading at {@link io.t4.bucket.Bucket}. */
@NullMarked
package io.t4.bucket;

import org.jspecify.annotations.NullMarked;
