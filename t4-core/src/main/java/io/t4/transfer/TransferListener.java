package io.t4.transfer;

/**
 * Told what transfers do, for progress displays.
 *
 * <p>Called from many threads at once; implementations are quick and don't throw. Keys are the
 * objects' keys in the bucket.
 */
public interface TransferListener {
  /** Hears nothing. */
  TransferListener NONE = new TransferListener() {};

  /** An object became known that will be moved, or found unchanged. */
  default void planned(String key, long bytes) {}

  /** Bytes were moved; negative when a broken transfer starts again. */
  default void progressed(String key, long bytes) {}

  /** An object is at its destination. */
  default void completed(String key) {}

  /** An object was at its destination already. */
  default void unchanged(String key, long bytes) {}

  /** Something was left out, and why. */
  default void warned(String message) {}
}
