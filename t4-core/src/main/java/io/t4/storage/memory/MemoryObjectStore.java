package io.t4.storage.memory;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import io.t4.storage.DeleteFailure;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.ReadOptions;
import io.t4.storage.StoreLimits;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsVersioning;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.WriteResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bucket in memory, for tests. It holds any valid key, checks every checksum that it is given,
 * and answers as S3 does: ETags are MD5, and those of multipart uploads end in {@code -} and the
 * number of parts.
 *
 * <p>Closing it does nothing; its objects live as long as it is reachable.
 */
public final class MemoryObjectStore implements ObjectStore, SupportsVersioning, SupportsMultipart {
  static final String SCHEME = "memory";

  /** An array holds a little less than 2 GiB. */
  private static final StoreLimits LIMITS =
      new StoreLimits(
          Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 8, Integer.MAX_VALUE - 8, 1, 10_000, 1_000);

  /** Whether former versions are kept. */
  private enum Versioning {
    ON,
    OFF
  }

  private final Location location;
  private final StoreLimits limits;
  private final Versioning versioning;

  /** Versions by key, newest first, never empty. Read without lock, written under that of this. */
  private final ConcurrentNavigableMap<String, List<Version>> objects =
      new ConcurrentSkipListMap<>(ObjectKeys.ORDER);

  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  private MemoryObjectStore(String name, StoreLimits limits, Versioning versioning) {
    this.location = Location.bucket(SCHEME, name);
    this.limits = limits;
    this.versioning = versioning;
  }

  /** A new, empty bucket that keeps versions. */
  public static MemoryObjectStore versioned(String name) {
    return versioned(name, LIMITS);
  }

  /**
   * A new, empty bucket that keeps versions.
   *
   * @param limits to try with small objects what happens to large ones
   */
  public static MemoryObjectStore versioned(String name, StoreLimits limits) {
    return new MemoryObjectStore(name, limits, Versioning.ON);
  }

  /** A new, empty bucket that keeps no versions. */
  public static MemoryObjectStore unversioned(String name) {
    return new MemoryObjectStore(name, LIMITS, Versioning.OFF);
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  public StoreLimits limits() {
    return limits;
  }

  @Override
  public boolean isVersioned() {
    return versioning == Versioning.ON;
  }

  @Override
  public ObjectStat stat(String key, @Nullable String versionId) throws IOException {
    return find(key, versionId).stat;
  }

  private Version find(String key, @Nullable String versionId) throws IOException {
    ObjectKeys.requireValid(key);
    return objects.getOrDefault(key, List.of()).stream()
        .filter(version -> versionId == null || versionId.equals(version.stat.versionId()))
        .findFirst()
        .filter(version -> version.kind == Kind.OBJECT)
        .orElseThrow(
            () ->
                new NoSuchFileException(
                    key,
                    null,
                    versionId == null
                        ? "no such object in " + location
                        : "no version '" + versionId + "' of it in " + location));
  }

  @Override
  public Listing<ObjectSummary> list(String prefix, String startAfter) {
    return Listing.of(
        current(prefix, startAfter).map(version -> version.stat.summary()).iterator());
  }

  @Override
  public Listing<ObjectVersion> listVersions(String prefix, String afterKey) {
    return Listing.of(versions(prefix, afterKey).iterator());
  }

  @Override
  public Listing<DirectoryEntry> listDirectoryVersions(String prefix) {
    return level(prefix, "", versions(prefix, "").map(DirectoryEntry.VersionEntry::new));
  }

  private Stream<ObjectVersion> versions(String prefix, String afterKey) {
    return from(prefix, afterKey)
        .flatMap(
            versions ->
                IntStream.range(0, versions.size()).mapToObj(i -> versions.get(i).listed(i == 0)));
  }

  @Override
  public Listing<DirectoryEntry> listDirectory(String prefix, String startAfter) {
    return level(
        prefix,
        startAfter,
        current(prefix, startAfter)
            .map(version -> new DirectoryEntry.ObjectEntry(version.stat.summary())));
  }

  /** Replaces what lies deeper than one level by the directories it lies in. */
  private static Listing<DirectoryEntry> level(
      String prefix, String startAfter, Stream<? extends DirectoryEntry> entries) {
    if (!prefix.isEmpty() && !ObjectKeys.isDirectory(prefix)) {
      throw new IllegalArgumentException("'" + prefix + "' does not end in '/'");
    }
    return Listing.of(
        entries
            .map(
                entry -> {
                  int slash = entry.key().indexOf('/', prefix.length());
                  return slash < 0
                      ? entry
                      : new DirectoryEntry.Subdirectory(entry.key().substring(0, slash + 1));
                })
            .distinct()
            .filter(entry -> ObjectKeys.ORDER.compare(entry.key(), startAfter) > 0)
            .iterator());
  }

  private Stream<Version> current(String prefix, String startAfter) {
    return from(prefix, startAfter)
        .map(versions -> versions.get(0))
        .filter(version -> version.kind == Kind.OBJECT);
  }

  /** The versions of each key with that prefix that comes after the other key. */
  private Stream<List<Version>> from(String prefix, String after) {
    ConcurrentNavigableMap<String, List<Version>> tail =
        ObjectKeys.ORDER.compare(after, prefix) < 0
            ? objects.tailMap(prefix, true)
            : objects.tailMap(after, false);
    return tail.entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(prefix))
        .map(Map.Entry::getValue);
  }

  @Override
  public ObjectContent open(String key, ReadOptions options) throws IOException {
    Version version = find(key, options.versionId());
    if (options.ifMatch() != null && !options.ifMatch().equals(version.stat.eTag())) {
      throw changed(key, options.ifMatch(), version.stat.eTag());
    }
    int from = 0;
    int to = version.content.length;
    ByteRange range = options.range();
    if (range != null) {
      if (range.offset() >= to) {
        throw new IOException(
            "'%s' in %s has %d bytes; nothing can be read from %d on"
                .formatted(key, location, to, range.offset()));
      }
      from = (int) range.offset();
      to = (int) Math.min(to - from, range.length()) + from;
    }
    return new ObjectContent(
        version.stat, new ByteArrayInputStream(version.content, from, to - from));
  }

  @Override
  public WriteResult put(String key, Content content, WriteOptions options) throws IOException {
    ObjectKeys.requireValid(key);
    if (content.size() > limits.maxPutSize()) {
      throw new IOException(
          "'%s' has %d bytes; one write to %s takes at most %d"
              .formatted(key, content.size(), location, limits.maxPutSize()));
    }
    byte[] bytes = read(key, content);
    checkSha256(key, bytes, options.sha256());
    return write(key, bytes, hex(md5(bytes)), options.sha256(), options);
  }

  private byte[] read(String key, Content content) throws IOException {
    byte[] bytes;
    try (InputStream stream = content.open()) {
      // One byte more than announced tells whether the content is longer.
      bytes = stream.readNBytes((int) Math.min(content.size() + 1, Integer.MAX_VALUE));
    } catch (IOException e) {
      throw new IOException("could not read the content for '" + key + "': " + e.getMessage(), e);
    }
    if (bytes.length != content.size()) {
      throw new IOException(
          "the content for '%s' has not the %d bytes that were announced"
              .formatted(key, content.size()));
    }
    return bytes;
  }

  private static void checkSha256(String key, byte[] bytes, @Nullable String announced)
      throws IOException {
    if (announced != null) {
      String actual = Base64.getEncoder().encodeToString(digest("SHA-256").digest(bytes));
      if (!actual.equals(announced)) {
        throw new IOException(
            "the content for '%s' has the SHA-256 %s, not %s as announced"
                .formatted(key, actual, announced));
      }
    }
  }

  private synchronized WriteResult write(
      String key, byte[] bytes, String eTag, @Nullable String sha256, WriteOptions options)
      throws IOException {
    checkPrecondition(key, options.precondition());
    String versionId = isVersioned() ? nextId() : null;
    add(
        key,
        new Version(
            Kind.OBJECT,
            new ObjectStat(
                key,
                bytes.length,
                Instant.now(),
                eTag,
                versionId,
                options.userMetadata(),
                options.contentType(),
                sha256),
            bytes));
    return new WriteResult(key, eTag, versionId);
  }

  private void checkPrecondition(String key, Precondition precondition) throws IOException {
    List<Version> versions = objects.get(key);
    String present =
        versions == null || versions.get(0).kind == Kind.DELETE_MARKER
            ? null
            : versions.get(0).stat.eTag();
    if (precondition instanceof Precondition.IfAbsent && present != null) {
      throw new PreconditionFailedException(key, "there is already such an object in " + location);
    }
    if (precondition instanceof Precondition.IfMatch condition
        && !condition.eTag().equals(present)) {
      throw changed(key, condition.eTag(), present);
    }
  }

  private PreconditionFailedException changed(
      String key, String expected, @Nullable String present) {
    return new PreconditionFailedException(
        key,
        "the object in %s has %s, not the ETag %s"
            .formatted(
                location, present == null ? "been deleted" : "the ETag " + present, expected));
  }

  private void add(String key, Version version) {
    List<Version> former = isVersioned() ? objects.getOrDefault(key, List.of()) : List.of();
    objects.put(key, Stream.concat(Stream.of(version), former.stream()).toList());
  }

  private String nextId() {
    return HexFormat.of().toHexDigits(ids.incrementAndGet());
  }

  @Override
  public boolean canCopyFrom(ObjectStore source) {
    return source instanceof MemoryObjectStore;
  }

  @Override
  public WriteResult copy(
      ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options)
      throws IOException {
    ObjectKeys.requireValid(key);
    Version version = source(source, sourceObject);
    if (version.content.length > limits.maxCopySize()) {
      throw new IOException(
          "'%s' has %d bytes; one copy to %s takes at most %d"
              .formatted(key, version.content.length, location, limits.maxCopySize()));
    }
    String eTag = hex(md5(version.content));
    return write(key, version.content, eTag, version.stat.sha256(), options);
  }

  private Version source(ObjectStore source, ObjectStat sourceObject) throws IOException {
    if (!(source instanceof MemoryObjectStore store)) {
      throw new IllegalArgumentException("can't copy from " + source.location());
    }
    Version version = store.find(sourceObject.key(), sourceObject.versionId());
    if (sourceObject.eTag() != null && !sourceObject.eTag().equals(version.stat.eTag())) {
      throw store.changed(sourceObject.key(), sourceObject.eTag(), version.stat.eTag());
    }
    return version;
  }

  @Override
  public synchronized void delete(String key, @Nullable String versionId) {
    ObjectKeys.requireValid(key);
    if (versionId != null) {
      List<Version> left =
          objects.getOrDefault(key, List.of()).stream()
              .filter(version -> !versionId.equals(version.stat.versionId()))
              .toList();
      if (left.isEmpty()) {
        objects.remove(key);
      } else {
        objects.put(key, left);
      }
    } else if (isVersioned()) {
      ObjectStat marker =
          new ObjectStat(key, 0, Instant.now(), null, nextId(), Map.of(), null, null);
      add(key, new Version(Kind.DELETE_MARKER, marker, new byte[0]));
    } else {
      objects.remove(key);
    }
  }

  @Override
  public List<DeleteFailure> deleteAll(List<String> keys) {
    keys.forEach(ObjectKeys::requireValid);
    keys.forEach(key -> delete(key, null));
    return List.of();
  }

  @Override
  public String startUpload(String key, WriteOptions options) {
    ObjectKeys.requireValid(key);
    String id = nextId();
    uploads.put(id, new Upload(key, options, new TreeMap<>()));
    return id;
  }

  @Override
  public UploadedPart uploadPart(
      String key, String uploadId, int number, Content content, String sha256) throws IOException {
    byte[] bytes = read(key, content);
    checkSha256(key, bytes, sha256);
    return addPart(key, uploadId, number, bytes);
  }

  @Override
  public UploadedPart copyPart(
      ObjectStore source,
      ObjectStat sourceObject,
      ByteRange range,
      String key,
      String uploadId,
      int number)
      throws IOException {
    byte[] content = source(source, sourceObject).content;
    if (range.last() >= content.length) {
      throw new IOException(
          "'%s' in %s has %d bytes; the range of part %d of '%s' ends behind them"
              .formatted(sourceObject.key(), source.location(), content.length, number, key));
    }
    byte[] part = Arrays.copyOfRange(content, (int) range.offset(), (int) range.last() + 1);
    return addPart(key, uploadId, number, part);
  }

  private UploadedPart addPart(String key, String uploadId, int number, byte[] bytes)
      throws IOException {
    if (number < 1 || number > limits.maxParts()) {
      throw new IOException(
          "part %d of '%s': parts are numbered from 1 to %d"
              .formatted(number, key, limits.maxParts()));
    }
    Upload upload = upload(key, uploadId);
    synchronized (upload.parts) {
      upload.parts.put(number, bytes);
    }
    return new UploadedPart(
        number,
        hex(md5(bytes)),
        Base64.getEncoder().encodeToString(digest("SHA-256").digest(bytes)));
  }

  private Upload upload(String key, String uploadId) throws IOException {
    Upload upload = uploads.get(uploadId);
    if (upload == null || !upload.key.equals(key)) {
      throw new IOException(
          "there is no upload %s of '%s' in %s; it was completed, aborted or never started"
              .formatted(uploadId, key, location));
    }
    return upload;
  }

  @Override
  public WriteResult completeUpload(
      String key, String uploadId, List<UploadedPart> parts, WriteOptions options)
      throws IOException {
    Upload upload = upload(key, uploadId);
    List<byte[]> contents = new ArrayList<>();
    synchronized (upload.parts) {
      for (UploadedPart part : parts) {
        byte[] bytes = upload.parts.get(part.number());
        if (bytes == null || !hex(md5(bytes)).equals(part.eTag())) {
          throw new IOException(
              "part %d of '%s' was not uploaded with the ETag %s"
                  .formatted(part.number(), key, part.eTag()));
        }
        if (bytes.length < limits.minPartSize() && contents.size() < parts.size() - 1) {
          throw new IOException(
              "part %d of '%s' has %d bytes; all parts but the last have at least %d"
                  .formatted(part.number(), key, bytes.length, limits.minPartSize()));
        }
        contents.add(bytes);
      }
    }
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    MessageDigest eTag = digest("MD5");
    for (byte[] bytes : contents) {
      object.writeBytes(bytes);
      eTag.update(md5(bytes));
    }
    WriteOptions started = upload.options;
    WriteResult result =
        write(
            key,
            object.toByteArray(),
            hex(eTag.digest()) + "-" + parts.size(),
            null,
            new WriteOptions(
                started.userMetadata(), started.contentType(), null, options.precondition()));
    uploads.remove(uploadId);
    return result;
  }

  @Override
  public void abortUpload(String key, String uploadId) {
    uploads.remove(uploadId);
  }

  @Override
  public void close() {}

  private static byte[] md5(byte[] bytes) {
    return digest("MD5").digest(bytes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  private enum Kind {
    OBJECT,
    DELETE_MARKER
  }

  /** A version; its content is never changed. */
  private static final class Version {
    private final Kind kind;
    private final ObjectStat stat;
    private final byte[] content;

    Version(Kind kind, ObjectStat stat, byte[] content) {
      this.kind = kind;
      this.stat = stat;
      this.content = content;
    }

    ObjectVersion listed(boolean latest) {
      return new ObjectVersion(
          stat.key(),
          stat.versionId(),
          latest,
          kind == Kind.DELETE_MARKER,
          stat.size(),
          stat.lastModified(),
          stat.eTag());
    }
  }

  /** An upload that is under way; its parts are read and written under their own lock. */
  private record Upload(String key, WriteOptions options, Map<Integer, byte[]> parts) {}
}
