/**
 * The contract of buckets, on S3 servers. Start reading at {@link io.t4.contract.S3BucketContract}.
 */
@NullMarked
package io.t4.contract;

import org.jspecify.annotations.NullMarked;
