/** The shortest way to T4. Start reading at {@link io.t4.T4}, then {@link io.t4.bucket.Bucket}. */
@NullMarked
package io.t4;

import org.jspecify.annotations.NullMarked;
