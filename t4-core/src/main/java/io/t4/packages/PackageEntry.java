package io.t4.packages;

import io.t4.hashing.ContentHash;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import io.t4.storage.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a package has under one logical key: where the content is, its size, its hash, metadata.
 * Immutable.
 *
 * <p>Entries are equal if size, hash and metadata are: where the content is doesn't count.
 */
public final class PackageEntry {
  static final String USER_META = "user_meta";

  /** In place of a size that isn't known yet. */
  static final long UNKNOWN = -1;

  static final String NO_META = "{}";

  private final String physicalKey;
  private final long size;
  private final @Nullable ContentHash hash;

  /** In {@link JsonStyle#KEPT}: a map would take many times the memory. */
  private final String meta;

  /**
   * @param physicalKey a URI in the form of {@link Location#toString}
   * @param size or {@link #UNKNOWN}
   * @param meta a JSON object in {@link JsonStyle#KEPT}
   */
  PackageEntry(String physicalKey, long size, @Nullable ContentHash hash, String meta) {
    this.physicalKey = physicalKey;
    this.size = size;
    this.hash = hash;
    this.meta = meta;
  }

  /**
   * An entry whose hash is made when its package is built.
   *
   * @param size in bytes
   */
  static PackageEntry of(Location physicalKey, long size) {
    return new PackageEntry(physicalKey.toString(), size, null, NO_META);
  }

  /** Where the content is: an object, possibly a certain version of it, or a local file. */
  public Location physicalKey() {
    return Location.parse(physicalKey);
  }

  /** The physical key as a URI. */
  public String get() {
    return physicalKey;
  }

  /** In bytes; empty if the manifest doesn't say. */
  public OptionalLong size() {
    return size == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(size);
  }

  /** The hash of the content; empty until the package is built. */
  public Optional<ContentHash> hash() {
    return Optional.ofNullable(hash);
  }

  /** The user's metadata; empty if there is none. A copy. */
  @SuppressWarnings("unchecked") // Objects are always read with String keys.
  public Map<String, @Nullable Object> meta() {
    return asMap().get(USER_META) instanceof Map<?, ?> userMeta
        ? (Map<String, @Nullable Object>) userMeta
        : Map.of();
  }

  /** All metadata: {@code user_meta}, {@code format} and what others recorded. A copy. */
  public Map<String, @Nullable Object> asMap() {
    return meta.equals(NO_META) ? new LinkedHashMap<>() : Json.readObject(meta, JsonReading.PYTHON);
  }

  /**
   * This entry with other metadata of the user; what else is recorded stays.
   *
   * @param userMeta JSON values by name
   * @throws io.t4.json.NotJsonException if a value can't be JSON
   */
  public PackageEntry withMeta(Map<String, ?> userMeta) {
    Map<String, @Nullable Object> all = asMap();
    all.put(USER_META, userMeta);
    // What is read may hold NaN, which must stay as it is; what is given may not.
    Json.write(userMeta, JsonStyle.PYTHON_ASCII);
    return new PackageEntry(physicalKey, size, hash, Json.write(all, JsonStyle.KEPT));
  }

  /** This entry with its content elsewhere. */
  public PackageEntry withPhysicalKey(Location location) {
    return new PackageEntry(location.toString(), size, hash, meta);
  }

  PackageEntry withContent(long bytes, ContentHash contentHash) {
    return new PackageEntry(physicalKey, bytes, contentHash, meta);
  }

  long sizeOrUnknown() {
    return size;
  }

  @Nullable ContentHash hashOrNull() {
    return hash;
  }

  String metaJson() {
    return meta;
  }

  /** Whether the content surely is the same: size and hash. */
  boolean sameContent(PackageEntry other) {
    return size == other.size && Objects.equals(hash, other.hash);
  }

  /** Whether all metadata is the same, whatever the order of members. */
  boolean sameMeta(PackageEntry other) {
    return meta.equals(other.meta) || asMap().equals(other.asMap());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PackageEntry other && sameContent(other) && sameMeta(other);
  }

  @Override
  public int hashCode() {
    return Objects.hash(size, hash);
  }

  @Override
  public String toString() {
    return "PackageEntry[" + physicalKey + "]";
  }
}
