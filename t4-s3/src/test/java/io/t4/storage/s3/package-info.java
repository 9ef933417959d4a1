/** Tests of the S3 store. Start reading at {@link io.t4.storage.s3.S3StoreContract}. */
@NullMarked
package io.t4.storage.s3;

import org.jspecify.annotations.NullMarked;
