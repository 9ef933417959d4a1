package io.t4.storage.s3;

import io.t4.error.InvalidKeyException;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreProvider;
import io.t4.storage.StoreSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Opens buckets of the scheme {@code s3}.
 *
 * <p>Buckets that are opened with equal settings share one client with its connections, so copies
 * between them stay inside the storage service. Closing a store therefore closes nothing: the
 * provider does, at its own end.
 */
public final class S3ObjectStoreProvider implements ObjectStoreProvider {
  /** Today's rules, and upper case and underscores for buckets from before March 2018. */
  private static final Pattern BUCKET_NAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_-]|\\.(?!\\.)){1,253}[A-Za-z0-9]");

  private final Map<StoreSettings, S3Connection> connections = new HashMap<>();
  private boolean closed;

  @Override
  public String scheme() {
    return "s3";
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidKeyException if no bucket can have that name
   * @throws io.t4.error.ConfigException if the endpoint is not a URL with http or https
   */
  @Override
  public ObjectStore open(Location bucket, StoreSettings settings) {
    if (!BUCKET_NAME.matcher(bucket.bucket()).matches()) {
      throw new InvalidKeyException(
          "'%s' can't be the name of a bucket: 3 to 63 lower-case letters, digits, '.' and '-', as in s3://my-bucket/key."
              .formatted(bucket.bucket()));
    }
    return new S3ObjectStore(bucket.withoutKey(), connection(settings), S3ObjectStore.PAGE_SIZE);
  }

  private synchronized S3Connection connection(StoreSettings settings) {
    if (closed) {
      throw new IllegalStateException("this provider is closed");
    }
    return connections.computeIfAbsent(settings, S3Connection::open);
  }

  @Override
  public synchronized void close() {
    closed = true;
    connections.values().forEach(S3Connection::close);
    connections.clear();
  }
}
