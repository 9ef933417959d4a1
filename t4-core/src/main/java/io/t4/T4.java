package io.t4;

import io.t4.bucket.Bucket;
import io.t4.bucket.internal.BucketAddress;
import io.t4.error.InvalidKeyException;
import io.t4.search.PackageSearchResults;
import io.t4.search.SearchOptions;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.transfer.TransferReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single operations named by URI, and the configuration, for the {@link T4Session#defaultSession}.
 *
 * <p>URIs are {@code s3://bucket/key}, with {@code ?versionId=…} where a version is read, or {@code
 * file:///path}; a local path does for the latter. Safe for use from many threads. For the errors
 * see {@link Bucket}.
 */
public final class T4 {
  private T4() {}

  /** Writes an object in memory, without user metadata. */
  public static Location put(Object value, String uri) {
    return put(value, uri, Map.of());
  }

  /**
   * Writes an object in memory.
   *
   * @param meta JSON values by name; at most 2 KB as JSON
   * @return where it landed, with the version id where the bucket keeps versions
   */
  public static Location put(Object value, String uri, Map<String, ?> meta) {
    BucketAddress address = BucketAddress.ofUriOrPath(uri);
    requireNoVersion(address, uri);
    return address.open(T4Session.defaultSession()).put(address.key(), value, meta);
  }

  /** Reads an object, or a directory as a map. */
  public static Object get(String uri) {
    return get(uri, Object.class);
  }

  /** Reads an object as a certain type. */
  public static <T> T get(String uri, Class<T> type) {
    BucketAddress address = BucketAddress.ofUriOrPath(uri);
    Bucket bucket = address.open(T4Session.defaultSession());
    return type.cast(bucket.deserialize(address.key(), address.versionId(), type, Map.of()));
  }

  /** Copies with the metadata of the source. */
  public static TransferReport copy(String source, String dest) {
    return copy(source, dest, null, T4Session.defaultSession());
  }

  /**
   * Copies an object or a directory between buckets and the disk, in any direction; on one server
   * without moving the content through this process.
   *
   * @param source with a trailing {@code /} a directory; without, the object if there is one, else
   *     the directory
   * @param dest an object copied to a place that ends in {@code /}, or is a bucket or a local
   *     directory, keeps its name; a directory's content goes directly below {@code dest}
   * @param meta given to every copy
   */
  public static TransferReport copy(String source, String dest, Map<String, ?> meta) {
    return copy(source, dest, meta, T4Session.defaultSession());
  }

  /** As {@link #copy(String, String, Map)}, in a session, with or without metadata. */
  public static TransferReport copy(
      String source, String dest, @Nullable Map<String, ?> meta, T4Session session) {
    BucketAddress from = BucketAddress.ofUriOrPath(source);
    BucketAddress to = BucketAddress.ofUriOrPath(dest);
    requireNoVersion(to, dest);
    Bucket fromBucket = from.open(session);
    Bucket toBucket = to.open(session);
    boolean object =
        from.versionId() != null || (!from.isDirectory() && fromBucket.exists(from.key()));
    if (!object && !from.isDirectory() && !fromBucket.exists(from.key() + "/")) {
      // Says what is missing.
      fromBucket.stat(from.key());
    }
    String uri = from.location().toString();
    if (!object) {
      return meta == null ? toBucket.putDir(to.key(), uri) : toBucket.putDir(to.key(), uri, meta);
    }
    String key = to.orInside(ObjectKeys.name(from.key())).key();
    long size = fromBucket.stat(from.key(), from.versionId()).size();
    if (meta == null) {
      toBucket.putFile(key, uri);
    } else {
      toBucket.putFile(key, uri, meta);
    }
    return new TransferReport(1, 0, size, List.of());
  }

  /**
   * Finds packages, newest first, in all buckets of the catalog that {@code navigator_url} of the
   * configuration names. Objects are found by {@link Bucket#search}.
   *
   * <pre>{@code
   * for (PackageHit hit : T4.search("storms user_meta.season:2026")) {
   *   DataPackage found = DataPackage.browse(hit.name(), hit.registry(), hit.topHash());
   * }
   * }</pre>
   *
   * @return lazily, page by page
   * @throws io.t4.error.ConfigException if no catalog is configured
   * @throws io.t4.error.InvalidQueryException if the query is empty, malformed or beyond a limit
   * @throws io.t4.error.CatalogException if the catalog doesn't search for packages
   */
  public static PackageSearchResults search(String query) {
    return search(query, SearchOptions.newestFirst());
  }

  /**
   * As {@link #search(String)}, with a limit.
   *
   * @param limit how many hits at most
   */
  public static PackageSearchResults search(String query, int limit) {
    return search(query, SearchOptions.newestFirst().atMost(limit));
  }

  /** As {@link #search(String)}, with a limit or by relevance. */
  public static PackageSearchResults search(String query, SearchOptions options) {
    return T4Session.defaultSession().catalog().searchPackages(query, options);
  }

  /** All settings that are set, by name. */
  public static Map<String, Object> config() {
    return T4Session.defaultSession().config().asMap();
  }

  /**
   * Changes settings and keeps them in the user's {@code config.yml}.
   *
   * @param changes by name; a null value removes the setting
   * @return all settings that are set now
   * @throws io.t4.error.ConfigException if a name is unknown or a value malformed; nothing is
   *     changed
   */
  public static Map<String, Object> config(Map<String, ? extends @Nullable Object> changes) {
    return T4Session.defaultSession().config().update(changes);
  }

  private static void requireNoVersion(BucketAddress address, String uri) {
    if (address.versionId() != null) {
      throw new InvalidKeyException(
          "'" + uri + "' is a version, which can't be written; leave out ?versionId=…");
    }
  }
}
