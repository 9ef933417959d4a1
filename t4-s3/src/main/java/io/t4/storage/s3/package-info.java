/**
 * Buckets on Amazon S3 and on servers that speak its protocol. Start reading at {@link
 * io.t4.storage.s3.S3ObjectStoreProvider}.
 */
@NullMarked
package io.t4.storage.s3;

import org.jspecify.annotations.NullMarked;
