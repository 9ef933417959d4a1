package io.t4.bucket;

/** What a deletion met. */
public enum DeleteResult {
  /** There was such an object, and it is gone. */
  DELETED,
  /** There was no such object; nothing was done. */
  NOT_FOUND
}
