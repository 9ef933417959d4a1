package io.t4;

import io.t4.bucket.Bucket;
import io.t4.error.InvalidKeyException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.transfer.TransferReport;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Place place = Place.of(uri, T4Session.defaultSession());
    place.requireNoVersion();
    return place.bucket.put(place.key, value, meta);
  }

  /** Reads an object, or a directory as a map. */
  public static Object get(String uri) {
    return get(uri, Object.class);
  }

  /** Reads an object as a certain type. */
  public static <T> T get(String uri, Class<T> type) {
    Place place = Place.of(uri, T4Session.defaultSession());
    return type.cast(place.bucket.deserialize(place.key, place.versionId, type, Map.of()));
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
    Place from = Place.of(source, session);
    Place to = Place.of(dest, session);
    to.requireNoVersion();
    boolean object =
        from.versionId != null || (!from.isDirectory() && from.bucket.exists(from.key));
    if (!object && !from.isDirectory() && !from.bucket.exists(from.key + "/")) {
      // Says what is missing.
      from.bucket.stat(from.key);
    }
    String uri = from.uri();
    if (!object) {
      return meta == null ? to.bucket.putDir(to.key, uri) : to.bucket.putDir(to.key, uri, meta);
    }
    String key = to.isDirectory() ? to.key + ObjectKeys.name(from.key) : to.key;
    long size = from.bucket.stat(from.key, from.versionId).size();
    if (meta == null) {
      to.bucket.putFile(key, uri);
    } else {
      to.bucket.putFile(key, uri, meta);
    }
    return new TransferReport(1, 0, size, List.of());
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

  /** A bucket and what is meant in it; for local paths the nearest directory is the bucket. */
  private record Place(Bucket bucket, String key, @Nullable String versionId, String named) {

    static Place of(String uriOrPath, T4Session session) {
      Location location =
          Location.isUri(uriOrPath)
              ? Location.parse(uriOrPath)
              : Location.directory(Path.of(uriOrPath));
      if (!location.scheme().equals("file")) {
        Bucket bucket = Bucket.open(location.withoutKey().toString(), session);
        return new Place(bucket, location.key(), location.versionId(), uriOrPath);
      }
      Path path = location.path();
      boolean directory = uriOrPath.endsWith("/") || Files.isDirectory(path);
      // What is below may be about to be made.
      Path nearest = path;
      while (!Files.isDirectory(nearest) && nearest.getParent() != null) {
        nearest = nearest.getParent();
      }
      String below = nearest.relativize(path).toString().replace(File.separatorChar, '/');
      String key = directory ? ObjectKeys.directoryPrefix(below) : below;
      Bucket bucket = Bucket.open(Location.directory(nearest).toString(), session);
      return new Place(bucket, key, null, uriOrPath);
    }

    boolean isDirectory() {
      return key.isEmpty() || ObjectKeys.isDirectory(key);
    }

    String uri() {
      return bucket.location().scheme().equals("file")
          ? Location.directory(bucket.location().path().resolve(key)).toString()
          : bucket.location().resolve(key, versionId).toString();
    }

    void requireNoVersion() {
      if (versionId != null) {
        throw new InvalidKeyException(
            "'" + named + "' is a version, which can't be written; leave out ?versionId=…");
      }
    }
  }
}
