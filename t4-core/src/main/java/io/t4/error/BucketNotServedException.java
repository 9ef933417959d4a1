package io.t4.error;

/** The catalog doesn't know the bucket; the message names buckets that it knows. */
public class BucketNotServedException extends NotFoundException {
  public BucketNotServedException(String message) {
    super(message);
  }
}
