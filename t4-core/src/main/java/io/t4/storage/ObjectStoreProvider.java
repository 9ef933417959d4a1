package io.t4.storage;

import java.io.IOException;

/**
 * Opens the buckets of one URI scheme; found with {@link java.util.ServiceLoader}.
 *
 * <p>A session makes one instance and closes it at its end, so an instance may share clients and
 * connections between the stores it opens. Implementations have a public no-argument constructor
 * and are safe for use from many threads.
 */
public interface ObjectStoreProvider extends AutoCloseable {

  /** The scheme of the locations that {@link #open} takes, in lower case: {@code s3}. */
  String scheme();

  /**
   * Opens a bucket. Whether it exists is not asked here: the first request finds out.
   *
   * @param bucket a location without key and version
   */
  ObjectStore open(Location bucket, StoreSettings settings) throws IOException;

  @Override
  void close() throws IOException;
}
