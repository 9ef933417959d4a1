/**
 * How the library and the command understand URIs; not for users. Start reading at {@link
 * io.t4.bucket.internal.BucketAddress}.
 */
@NullMarked
package io.t4.bucket.internal;

import org.jspecify.annotations.NullMarked;
