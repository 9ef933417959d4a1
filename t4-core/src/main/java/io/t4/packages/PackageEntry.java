package io.t4.packages;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.formats.TypeToken;
import io.t4.hashing.ContentHash;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
 * <p>Content is read in the session of the package that gave the entry, and checked: nobody gets
 * what has another hash than the package says. Of an entry that has none yet only the size is
 * checked. What is not on this machine is kept in the {@link ObjectCache}.
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

  /** The package's; null for entries that are on their way into one. */
  private final @Nullable EntryReader reader;

  /**
   * @param physicalKey a URI in the form of {@link Location#toString}
   * @param size or {@link #UNKNOWN}
   * @param meta a JSON object in {@link JsonStyle#KEPT}
   */
  PackageEntry(String physicalKey, long size, @Nullable ContentHash hash, String meta) {
    this(physicalKey, size, hash, meta, null);
  }

  private PackageEntry(
      String physicalKey,
      long size,
      @Nullable ContentHash hash,
      String meta,
      @Nullable EntryReader reader) {
    this.physicalKey = physicalKey;
    this.size = size;
    this.hash = hash;
    this.meta = meta;
    this.reader = reader;
  }

  /** This entry as a package hands it out: read with its session, named by its key in errors. */
  PackageEntry in(T4Session session, String logicalKey) {
    return new PackageEntry(physicalKey, size, hash, meta, new EntryReader(session, logicalKey));
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
    return new PackageEntry(physicalKey, size, hash, Json.write(all, JsonStyle.KEPT), reader);
  }

  /** This entry with its content elsewhere. */
  public PackageEntry withPhysicalKey(Location location) {
    return new PackageEntry(location.toString(), size, hash, meta, reader);
  }

  PackageEntry withContent(long bytes, ContentHash contentHash) {
    return new PackageEntry(physicalKey, bytes, contentHash, meta, reader);
  }

  // Reading ------------------------------------------------------------------------------------

  /**
   * The content.
   *
   * @throws FormatException if the content is not what the package says, or has a hash of unknown
   *     type
   * @throws TooLargeException if it is beyond 2 GiB; {@link #openStream} reads it
   * @throws io.t4.error.NotFoundException if it is gone
   */
  public byte[] getBytes() {
    return reader().bytes(this);
  }

  /**
   * The content as text in UTF-8; what is no UTF-8 becomes the replacement character.
   *
   * @throws FormatException as {@link #getBytes}
   */
  public String getAsString() {
    return new String(getBytes(), StandardCharsets.UTF_8);
  }

  /**
   * The content as a stream, which the caller closes. It is checked when it has been read to its
   * end: if it is not what the package says, the read that would tell the end throws an {@link
   * IOException} that names the entry. Who can't wait so long uses {@link #fetch}.
   *
   * @throws FormatException if the size is not what the package says, or the hash has an unknown
   *     type
   * @throws io.t4.error.NotFoundException if it is gone
   */
  public InputStream openStream() {
    return reader().stream(this);
  }

  /**
   * The content as a value. The format is the one that the metadata records, else that of the
   * extension of the physical key, else of the logical key, as in {@link
   * io.t4.bucket.Bucket#deserialize(String)}.
   *
   * @throws FormatException as {@link #getBytes}, or if no format reads it, or it is malformed
   */
  public Object deserialize() {
    return reader().value(this, Object.class);
  }

  /**
   * The content as a value of that type.
   *
   * @throws FormatException as {@link #deserialize()}, or if the format doesn't give the type
   */
  public <T> T deserialize(Class<T> type) {
    return type.cast(reader().value(this, type));
  }

  /**
   * The content as a value of that generic type.
   *
   * @throws FormatException as {@link #deserialize()}, or if the format doesn't give the type
   */
  @SuppressWarnings("unchecked") // The format gives what the type says, or throws.
  public <T> T deserialize(TypeToken<T> type) {
    return (T) reader().value(this, type.type());
  }

  /**
   * Brings the content to a local file. Missing directories are made; a file that is right already
   * stays, another is replaced as a whole.
   *
   * @return this entry with the file as its physical key
   * @throws FormatException as {@link #getBytes}; then the file is as it was
   */
  public PackageEntry fetch(Path file) {
    reader().fetchTo(file, this);
    return withPhysicalKey(Location.directory(file));
  }

  private EntryReader reader() {
    EntryReader given = reader;
    return given != null ? given : new EntryReader(T4Session.defaultSession(), null);
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
