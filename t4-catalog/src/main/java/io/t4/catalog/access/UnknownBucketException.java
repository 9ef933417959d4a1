package io.t4.catalog.access;

/** This catalog has no such bucket, or none that the account may see: the answer is the same. */
public final class UnknownBucketException extends RuntimeException {
  UnknownBucketException(String bucket) {
    super("this catalog serves no bucket '" + bucket + "' to you");
  }
}
