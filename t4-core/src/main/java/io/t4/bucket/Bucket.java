package io.t4.bucket;

import static java.util.Objects.requireNonNull;

import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.error.StorageException;
import io.t4.error.TooLargeException;
import io.t4.error.UnsupportedByStoreException;
import io.t4.formats.Formats;
import io.t4.formats.TypeToken;
import io.t4.search.SearchOptions;
import io.t4.search.SearchResults;
import io.t4.session.T4Session;
import io.t4.storage.CurrentObjects;
import io.t4.storage.DeleteFailure;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import io.t4.storage.StorageFailures;
import io.t4.storage.SupportsPresigning;
import io.t4.storage.SupportsVersioning;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.WriteResult;
import io.t4.transfer.DirectoryCopy;
import io.t4.transfer.DirectoryDownload;
import io.t4.transfer.DirectoryUpload;
import io.t4.transfer.LocalPaths;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bucket on S3, or a directory that is used like one: everything in one line each.
 *
 * <pre>{@code
 * Bucket b = Bucket.open("s3://my-bucket");
 * b.keys();
 * b.fetch("path/to/file.csv", Path.of("file.csv"));
 * Object table = b.deserialize("path/to/file.csv");
 * b.put("path/to/settings.json", Map.of("depth", 3), Map.of("author", "thor"));
 * }</pre>
 *
 * <p><b>Keys</b> are taken verbatim, 1 to 1,024 bytes of UTF-8. Where a directory can be named, a
 * trailing {@code /} says that it is one; without it the object of that key counts if there is one,
 * else the directory.
 *
 * <p><b>Errors</b> are {@link io.t4.error.T4Exception}s that name the key: {@link
 * InvalidInputException} before anything happened, {@link NotFoundException}, {@link
 * io.t4.error.PermissionDeniedException}, {@link io.t4.error.FormatException}, {@link
 * StorageException} and others. An object is written as a whole or not at all; what was there
 * before a failed write is still there. Operations on directories do each object by itself: after a
 * failure some are done, and the call can be repeated.
 *
 * <p>Safe for use from many threads. The connections belong to the session.
 */
public final class Bucket implements Function<String, Object> {
  private static final String METADATA = "meta";

  private final T4Session session;
  private final ObjectStore store;

  private Bucket(T4Session session, ObjectStore store) {
    this.session = session;
    this.store = store;
  }

  /** Opens a bucket of the {@link T4Session#defaultSession}. */
  public static Bucket open(String uri) {
    return open(uri, T4Session.defaultSession());
  }

  /**
   * Opens a bucket. No request is made: whether it exists is found out by the first operation.
   *
   * @param uri {@code s3://name} with nothing behind it, or {@code file:///directory}
   * @throws InvalidKeyException if the URI has a key or version, or is malformed
   */
  public static Bucket open(String uri, T4Session session) {
    Location location = Location.parse(uri);
    if (!location.key().isEmpty()) {
      throw new InvalidKeyException(
          "'%s' names an object, and a bucket is opened by '%s'; give the key '%s' to the bucket's methods, or use T4.get(\"%s\")."
              .formatted(uri, location.withoutKey(), location.key(), uri));
    }
    return new Bucket(session, session.store(location));
  }

  /** Where the bucket is. */
  public Location location() {
    return store.location();
  }

  /** The bucket's URI, which {@link #open} takes. */
  public String uri() {
    return location().toString();
  }

  // Looking ------------------------------------------------------------------------------------

  /** All keys, in the order of their UTF-8 bytes. For large buckets see {@link #list}. */
  public List<String> keys() {
    return keys("");
  }

  /**
   * The keys that start with a prefix.
   *
   * @param prefix compared as a string, not as a directory
   */
  public List<String> keys(String prefix) {
    ObjectKeys.requireValidPrefix(prefix);
    return translating(
        "list",
        prefix,
        () -> {
          List<String> keys = new ArrayList<>();
          try (Listing<ObjectSummary> listing = store.list(prefix)) {
            while (listing.hasNext()) {
              keys.add(listing.next().key());
            }
          }
          return keys;
        });
  }

  /**
   * The objects whose keys start with a prefix, in key order, with version ids where the bucket
   * keeps versions. Lazy: pages are fetched as the stream goes on, and one page is in memory.
   *
   * @param prefix compared as a string, not as a directory; empty for all
   * @return for one thread; close it if it is not read to its end
   */
  public Stream<ObjectSummary> list(String prefix) {
    ObjectKeys.requireValidPrefix(prefix);
    Listing<ObjectSummary> listing =
        translating("list", prefix, () -> CurrentObjects.list(store, prefix));
    return ListingStreams.stream(listing, "list " + location().resolve(prefix, null));
  }

  /**
   * What stands directly in a directory: directories below, versions, delete markers.
   *
   * @param path a directory with or without trailing {@code /}; empty for the whole bucket
   */
  public DirectoryListing ls(String path) {
    String prefix = directoryPrefix(path);
    return translating("list", path, () -> ListingStreams.collect(entries(prefix)));
  }

  /** As {@link #ls}, with everything in the directories below instead of their names. */
  public DirectoryListing lsRecursive(String path) {
    String prefix = directoryPrefix(path);
    return translating("list", path, () -> ListingStreams.collect(allEntries(prefix)));
  }

  private Listing<DirectoryEntry> entries(String prefix) throws IOException {
    return store instanceof SupportsVersioning versioning
        ? versioning.listDirectoryVersions(prefix)
        : store.listDirectory(prefix);
  }

  private Listing<? extends DirectoryEntry> allEntries(String prefix) throws IOException {
    return store instanceof SupportsVersioning versioning
        ? versioning.listVersions(prefix).map(DirectoryEntry.VersionEntry::new)
        : store.list(prefix).map(DirectoryEntry.ObjectEntry::new);
  }

  /**
   * The versions and delete markers of one key, newest first; just the object where the bucket
   * keeps no versions; empty if there never was such an object.
   */
  public List<ObjectVersion> versions(String key) {
    ObjectKeys.requireValid(key);
    return translating(
        "list the versions of", key, () -> ListingStreams.ofKey(allEntries(key), key));
  }

  /**
   * Whether there is an object of that key; with a trailing {@code /}, anything in that directory.
   */
  public boolean exists(String key) {
    ObjectKeys.requireValid(key);
    return translating(
        "look for",
        key,
        () -> ObjectKeys.isDirectory(key) ? directoryExists(key) : statOrNull(key, null) != null);
  }

  /** Size, times, checksums and raw metadata of an object. */
  public ObjectStat stat(String key) {
    return stat(key, null);
  }

  /**
   * As {@link #stat(String)}, of a version.
   *
   * @param versionId null for the current one
   */
  public ObjectStat stat(String key, @Nullable String versionId) {
    ObjectKeys.requireValid(key);
    return translating("look at", key, () -> store.stat(key, versionId));
  }

  // Fetching -----------------------------------------------------------------------------------

  /**
   * Brings an object, or a directory with all that is below it, to the disk.
   *
   * <p>An object goes to {@code dest}, or into it if it is a directory. A directory's content goes
   * into {@code dest}, which is made if it is missing. Files that are there already with the same
   * content (size, and MD5 or checksum) are not fetched again; others are replaced, each as a whole
   * and at once. Metadata is kept in extended attributes. All keys of a directory are checked
   * before the first is fetched.
   *
   * @throws NotFoundException if there is neither object nor directory of that name
   * @throws InvalidKeyException if a key can't be a file below {@code dest} on every system ({@code
   *     ..}, {@code //}, control characters), or two keys would be one file on this one
   */
  public TransferReport fetch(String key, Path dest) {
    return fetch(key, null, dest);
  }

  /** As {@link #fetch(String, Path)}; a {@code dest} that ends in {@code /} is a directory. */
  public TransferReport fetch(String key, String dest) {
    return fetch(key, null, dest);
  }

  /**
   * As {@link #fetch(String, String)}, of a version of an object.
   *
   * @param versionId null for the current one; must be null for a directory
   */
  public TransferReport fetch(String key, @Nullable String versionId, String dest) {
    Path path = Path.of(dest);
    if (endsWithSeparator(dest) && !Files.exists(path)) {
      StorageFailures.running("make the directory " + dest, () -> Files.createDirectories(path));
    }
    return fetch(key, versionId, path);
  }

  /** As {@link #fetch(String, Path)}, of a version of an object. */
  public TransferReport fetch(String key, @Nullable String versionId, Path dest) {
    DirectoryDownload download = new DirectoryDownload(session.transfers());
    if (key.isEmpty() && versionId == null) {
      return translating("fetch", key, () -> download.run(store, key, dest));
    }
    ObjectKeys.requireValid(key);
    return translating(
        "fetch",
        key,
        () -> {
          if (!ObjectKeys.isDirectory(key)) {
            LocalPaths.resolve(dest, key, key);
            ObjectStat stat = statOrNull(key, versionId);
            if (stat != null) {
              Path file = Files.isDirectory(dest) ? dest.resolve(ObjectKeys.name(key)) : dest;
              return download.file(store, stat.summary(), file);
            }
          }
          requireDirectory(key, versionId);
          return download.run(store, ObjectKeys.directoryPrefix(key), dest);
        });
  }

  // Reading ------------------------------------------------------------------------------------

  /** As {@link #deserialize(String)}: in Scala, {@code b(key)}. */
  @Override
  public Object apply(String key) {
    return deserialize(key);
  }

  /**
   * Reads an object into memory, in the format that its metadata or its extension names: tables as
   * DFLib data frames, JSON as maps and lists, text as strings, {@code .npy} as arrays.
   *
   * <p>A directory gives a map with the value of each object below it by its key relative to the
   * directory, in key order, read in parallel; what no format handles is a {@code byte[]} there.
   *
   * @throws io.t4.error.FormatException if no format handles the object, or its content is
   *     malformed
   */
  public Object deserialize(String key) {
    return deserialize(key, Object.class);
  }

  /**
   * Reads an object as a certain type: the format's own, {@code byte[]}, a record, a bean. A
   * directory can be read as a {@code Map}.
   */
  public <T> T deserialize(String key, Class<T> type) {
    return type.cast(deserialize(key, null, type, Map.of()));
  }

  /**
   * Reads an object as a generic type: {@code new TypeToken<List<Storm>>() {}}. A directory can be
   * read as a map: {@code new TypeToken<Map<String, Storm>>() {}}.
   */
  @SuppressWarnings("unchecked") // The token's type is T.
  public <T> T deserialize(String key, TypeToken<T> type) {
    return (T) deserialize(key, null, type.type(), Map.of());
  }

  /**
   * Reads an object; the general form.
   *
   * @param versionId null for the current one; must be null for a directory
   * @param type {@code Object.class} for the format's own
   * @param options of the format; they win over recorded ones
   */
  public Object deserialize(
      String key, @Nullable String versionId, Type type, Map<String, Object> options) {
    return new ObjectReader(session, store).read(key, versionId, type, options);
  }

  /**
   * An object's content.
   *
   * @throws TooLargeException if it is beyond 2 GiB; {@link #openStream} reads it
   */
  public byte[] getBytes(String key) {
    return getBytes(key, null);
  }

  /** As {@link #getBytes(String)}, of a version. */
  public byte[] getBytes(String key, @Nullable String versionId) {
    ObjectKeys.requireValid(key);
    return translating("read", key, () -> new ObjectReader(session, store).bytes(key, versionId));
  }

  /** An object's content, to be closed by the caller. */
  public InputStream openStream(String key) {
    return openStream(key, null);
  }

  /** As {@link #openStream(String)}, of a version. */
  public InputStream openStream(String key, @Nullable String versionId) {
    ObjectKeys.requireValid(key);
    return translating("read", key, () -> store.open(key, ReadOptions.version(versionId)).stream());
  }

  /**
   * Asks one object a question in SQL. The object is the table {@code S3Object}; CSV, TSV, JSON
   * lines and Parquet can be asked, compressed too. The statement can read nothing else.
   *
   * <pre>{@code b.select("storms.parquet", "SELECT name, max(wind) FROM S3Object GROUP BY name")}
   * </pre>
   *
   * @return a table, as {@link #deserialize} gives it
   */
  public Object select(String key, String sql) {
    return select(key, sql, Object.class);
  }

  /** As {@link #select(String, String)}, with the type of the table. */
  public <T> T select(String key, String sql, Class<T> type) {
    return type.cast(select(key, null, sql, type));
  }

  /** As {@link #select(String, String)}, with rows as {@code new TypeToken<List<Storm>>() {}}. */
  @SuppressWarnings("unchecked") // The token's type is T.
  public <T> T select(String key, String sql, TypeToken<T> type) {
    return (T) select(key, null, sql, type.type());
  }

  /**
   * Asks one version of an object; the general form.
   *
   * @param versionId null for the current one
   * @param type {@code Object.class} for the engine's own
   */
  public Object select(String key, @Nullable String versionId, String sql, Type type) {
    ObjectKeys.requireValid(key);
    return new ObjectReader(session, store).select(key, versionId, sql, type);
  }

  /** An object's metadata. */
  public ObjectMeta getMeta(String key) {
    return getMeta(key, null);
  }

  /** As {@link #getMeta(String)}, of a version. */
  public ObjectMeta getMeta(String key, @Nullable String versionId) {
    return Helium.read(stat(key, versionId).userMetadata());
  }

  // Writing ------------------------------------------------------------------------------------

  /** Writes an object in memory, without user metadata. */
  public Location put(String key, Object value) {
    return put(key, value, Map.of());
  }

  /**
   * Writes an object in memory. The key's extension chooses the format among those that take such a
   * value, else the value's type; what was chosen is recorded with the object.
   *
   * @param meta JSON values by name; at most 2 KB as JSON
   * @return where it landed, with the version id where the bucket keeps versions
   * @throws io.t4.error.FormatException if no format takes such a value
   */
  public Location put(String key, Object value, Map<String, ?> meta) {
    return put(key, value, meta, Map.of());
  }

  /**
   * As {@link #put(String, Object, Map)}.
   *
   * @param formatOptions such as {@code fieldsep} of CSV; recorded with the object
   */
  public Location put(
      String key, Object value, Map<String, ?> meta, Map<String, Object> formatOptions) {
    requireObjectKey(key);
    requireNonNull(value, "value");
    requireNonNull(meta, METADATA);
    Formats.Serialized serialized = session.formats().write(key, value, null, formatOptions);
    WriteOptions options =
        new WriteOptions(
            Helium.written(meta, serialized.format(), key),
            serialized.contentType(),
            null,
            Precondition.none());
    return translating(
        "write",
        key,
        () -> landed(session.transfers().write(store, key, serialized.content(), options)));
  }

  /** Writes a local file with the metadata that the file has in its extended attributes, if any. */
  public Location putFile(String key, Path file) {
    return putFile(key, file, rule(null, key));
  }

  /**
   * Writes a local file.
   *
   * @param meta JSON values by name; at most 2 KB as JSON
   * @return where it landed, with the version id where the bucket keeps versions
   * @throws NotFoundException if there is no such file
   * @throws StorageException if the file changes meanwhile; nothing is stored then
   */
  public Location putFile(String key, Path file, Map<String, ?> meta) {
    return putFile(key, file, rule(requireNonNull(meta, METADATA), key));
  }

  /**
   * Writes a local file, or copies an object.
   *
   * @param source a path, or the URI of an object, possibly of a version; on the same server it is
   *     copied there, with its metadata
   */
  public Location putFile(String key, String source) {
    return putSource(key, source, null);
  }

  /** As {@link #putFile(String, String)}, with metadata. */
  public Location putFile(String key, String source, Map<String, ?> meta) {
    return putSource(key, source, requireNonNull(meta, METADATA));
  }

  private Location putSource(String key, String source, @Nullable Map<String, ?> meta) {
    if (!Location.isUri(source)) {
      return putFile(key, Path.of(source), rule(meta, key));
    }
    Location from = Location.parse(source);
    return from.scheme().equals("file")
        ? putFile(key, from.path(), rule(meta, key))
        : copyObject(key, from, rule(meta, key));
  }

  private Location putFile(
      String key, Path file, @Nullable UnaryOperator<Map<String, String>> metadata) {
    requireObjectKey(key);
    String what = "put " + file + " to " + location().resolve(key, null);
    return StorageFailures.translating(
        what,
        () -> {
          if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory; put it with putDir");
          }
          if (Files.exists(file) && !Files.isRegularFile(file)) {
            // Opening a pipe would wait for somebody to write to it, for ever.
            throw new IOException(
                file + " is a pipe, socket or device; put what comes out of it with put");
          }
          session.transfers().listener().planned(key, Files.size(file));
          WriteOptions options = DirectoryUpload.options(file, metadata);
          return landed(session.transfers().upload(store, key, file, options));
        });
  }

  private Location copyObject(
      String key, Location from, @Nullable UnaryOperator<Map<String, String>> metadata) {
    requireObjectKey(key);
    requireObjectKey(from.key());
    ObjectStore source = session.store(from.withoutKey());
    return StorageFailures.translating(
        "copy " + from + " to " + location().resolve(key, null),
        () -> {
          ObjectStat stat = source.stat(from.key(), from.versionId());
          session.transfers().listener().planned(key, stat.size());
          WriteOptions options = DirectoryCopy.options(stat, metadata);
          return landed(session.transfers().copy(source, stat, store, key, options));
        });
  }

  /** Writes a directory's files with the metadata that they have in their extended attributes. */
  public TransferReport putDir(String key, Path directory) {
    return putDirectory(key, directory, null);
  }

  /**
   * Writes the files below a directory, in parallel. A {@code .quiltignore} there, in the syntax of
   * {@code .gitignore}, leaves files out; symbolic links out of the directory and to directories
   * are left out and reported. A file whose object has the same content already is not sent again;
   * if just its metadata differs, that is changed on the server.
   *
   * @param key the directory in the bucket, with or without trailing {@code /}; empty for all of it
   * @param meta given to every object
   */
  public TransferReport putDir(String key, Path directory, Map<String, ?> meta) {
    return putDirectory(key, directory, requireNonNull(meta, METADATA));
  }

  /**
   * Writes a directory.
   *
   * @param source a path, or the URI of a directory; on the same server its objects are copied
   *     there
   */
  public TransferReport putDir(String key, String source) {
    return putDirectorySource(key, source, null);
  }

  /** As {@link #putDir(String, String)}, with metadata. */
  public TransferReport putDir(String key, String source, Map<String, ?> meta) {
    return putDirectorySource(key, source, requireNonNull(meta, METADATA));
  }

  private TransferReport putDirectorySource(
      String key, String source, @Nullable Map<String, ?> meta) {
    if (!Location.isUri(source)) {
      return putDirectory(key, Path.of(source), meta);
    }
    Location from = Location.parse(source);
    return from.scheme().equals("file")
        ? putDirectory(key, from.path(), meta)
        : copyDirectory(key, from, meta);
  }

  private TransferReport putDirectory(String key, Path directory, @Nullable Map<String, ?> meta) {
    String prefix = directoryPrefix(key);
    return StorageFailures.translating(
        "put " + directory + " to " + location().resolve(prefix, null),
        () ->
            new DirectoryUpload(session.transfers())
                .run(directory, store, prefix, rule(meta, prefix)));
  }

  private TransferReport copyDirectory(String key, Location from, @Nullable Map<String, ?> meta) {
    if (from.versionId() != null) {
      throw new InvalidKeyException("'" + from + "' is a version; a directory has none.");
    }
    String prefix = directoryPrefix(key);
    String sourcePrefix = directoryPrefix(from.key());
    Bucket source = new Bucket(session, session.store(from.withoutKey()));
    return StorageFailures.translating(
        "copy " + from + " to " + location().resolve(prefix, null),
        () -> {
          source.requireDirectory(sourcePrefix, null);
          return new DirectoryCopy(session.transfers())
              .run(source.store, sourcePrefix, store, prefix, rule(meta, prefix));
        });
  }

  /**
   * Replaces an object's user metadata by a copy on the server; the recorded format and what other
   * tools recorded stay.
   *
   * @param meta JSON values by name; at most 2 KB as JSON
   * @return where it landed, with the new version id where the bucket keeps versions
   * @throws io.t4.error.ConflictException if somebody writes the object meanwhile
   */
  public Location setMeta(String key, Map<String, ?> meta) {
    requireNonNull(meta, METADATA);
    ObjectKeys.requireValid(key);
    return translating(
        "set the metadata of",
        key,
        () -> {
          ObjectStat stat = store.stat(key, null);
          WriteOptions options = DirectoryCopy.options(stat, rule(meta, key));
          return landed(session.transfers().copy(store, stat, store, key, options));
        });
  }

  // Searching ----------------------------------------------------------------------------------

  /**
   * Searches the bucket in the catalog that {@code navigator_url} of the configuration names: all
   * that matches, newest first.
   *
   * <pre>{@code
   * b.search("thor");
   * b.search("user_meta.name:'thor'");
   * }</pre>
   *
   * @return fetched page by page while it is iterated; the first page is fetched here
   * @throws io.t4.error.InvalidQueryException if the query is malformed
   * @throws io.t4.error.ConfigException if no catalog is configured
   * @throws io.t4.error.BucketNotServedException if the catalog doesn't know this bucket
   * @throws io.t4.error.CatalogException if what is configured can't be used as a catalog
   */
  public SearchResults search(String query) {
    return search(query, SearchOptions.newestFirst());
  }

  /**
   * As {@link #search(String)}, with a limit.
   *
   * @param limit how many hits at most; 0 asks for the total alone
   */
  public SearchResults search(String query, int limit) {
    return search(query, SearchOptions.newestFirst().atMost(limit));
  }

  /** As {@link #search(String)}, with a limit or by relevance. */
  public SearchResults search(String query, SearchOptions options) {
    return session.catalog().search(location(), query, options);
  }

  /**
   * The names and types of the user's metadata in this bucket, as the catalog has seen them.
   *
   * @return a JSON Schema, {@code {type=object, properties={…}}}; from older catalogs the mapping
   *     of their index, {@code {properties={…}}}
   */
  public Map<String, @Nullable Object> getUserMetaSchema() {
    return session.catalog().userMetaSchema(location());
  }

  // Deleting -----------------------------------------------------------------------------------

  /** Deletes an object. In a bucket with versions this leaves a delete marker, and its versions. */
  public DeleteResult delete(String key) {
    return deleteVersion(key, null);
  }

  /** Removes a version, or a delete marker, for good. */
  public DeleteResult delete(String key, String versionId) {
    return deleteVersion(key, requireNonNull(versionId, "versionId"));
  }

  private DeleteResult deleteVersion(String key, @Nullable String versionId) {
    ObjectKeys.requireValid(key);
    return translating(
        "delete",
        key,
        () -> {
          // S3 answers the same whether or not there was something.
          boolean found =
              versionId == null
                  ? statOrNull(key, null) != null
                  : ListingStreams.ofKey(allEntries(key), key).stream()
                      .anyMatch(version -> versionId.equals(version.versionId()));
          if (!found) {
            return DeleteResult.NOT_FOUND;
          }
          store.delete(key, versionId);
          return DeleteResult.DELETED;
        });
  }

  /**
   * Deletes everything in a directory and below, never anything beside it: {@code foo} and {@code
   * foo/} both leave {@code foobar} and the object {@code foo} alone.
   *
   * @param path not empty and not {@code /}: a whole bucket is not deleted by accident
   * @return how many objects were deleted; 0 if there was no such directory
   * @throws StorageException if some could not be deleted; it names them, the others are gone
   */
  public long deleteDir(String path) {
    if (path.isEmpty() || path.equals("/")) {
      throw new InvalidKeyException(
          uri() + " is a whole bucket, which is not deleted at once; name a directory in it.");
    }
    String prefix = directoryPrefix(path);
    return translating("delete", prefix, () -> deleteAll(prefix));
  }

  private long deleteAll(String prefix) throws IOException {
    long deleted = 0;
    List<DeleteFailure> failures = new ArrayList<>();
    int most = store.limits().maxDeleteBatch();
    try (Listing<ObjectSummary> listing = store.list(prefix)) {
      while (listing.hasNext()) {
        List<String> batch = new ArrayList<>();
        while (batch.size() < most && listing.hasNext()) {
          batch.add(listing.next().key());
        }
        List<DeleteFailure> failed = store.deleteAll(batch);
        failures.addAll(failed);
        deleted += batch.size() - failed.size();
      }
    }
    if (!failures.isEmpty()) {
      DeleteFailure first = failures.get(0);
      throw new StorageException(
          "%d objects below '%s' were deleted, and %d could not be; the first is '%s': %s"
              .formatted(deleted, prefix, failures.size(), first.key(), first.reason()),
          null);
    }
    return deleted;
  }

  // Sharing ------------------------------------------------------------------------------------

  /**
   * A URL with which anyone can read the object for a while, without credentials.
   *
   * @param validity from one second to seven days
   */
  public URI presignGet(String key, Duration validity) {
    return presignGet(key, null, validity);
  }

  /** As {@link #presignGet(String, Duration)}, of a version. */
  public URI presignGet(String key, @Nullable String versionId, Duration validity) {
    ObjectKeys.requireValid(key);
    requireValidity(validity);
    return translating("sign", key, () -> presigning().presignGet(key, versionId, validity));
  }

  /**
   * A URL with which anyone can write the object for a while by a plain PUT, without credentials.
   *
   * @param validity from one second to seven days
   */
  public URI presignPut(String key, Duration validity) {
    requireObjectKey(key);
    requireValidity(validity);
    return translating("sign", key, () -> presigning().presignPut(key, validity));
  }

  private SupportsPresigning presigning() {
    if (store instanceof SupportsPresigning presigning) {
      return presigning;
    }
    throw new UnsupportedByStoreException(
        uri() + " has no server that could take signed URLs; they exist for s3:// buckets.");
  }

  private static void requireValidity(Duration validity) {
    if (validity.toSeconds() < 1 || validity.compareTo(SupportsPresigning.MAX_VALIDITY) > 0) {
      throw new InvalidInputException(
          "A signed URL is valid from one second to seven days, not " + inWords(validity) + ".");
    }
  }

  private static String inWords(Duration duration) {
    for (ChronoUnit unit :
        List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS)) {
      long count = duration.dividedBy(unit.getDuration());
      if (count != 0 && unit.getDuration().multipliedBy(count).equals(duration)) {
        String name = unit.toString().toLowerCase(Locale.ROOT);
        return count + " " + (count == 1 ? name.substring(0, name.length() - 1) : name);
      }
    }
    return duration.toMillis() + " milliseconds";
  }

  // --------------------------------------------------------------------------------------------

  private @Nullable ObjectStat statOrNull(String key, @Nullable String versionId)
      throws IOException {
    try {
      return store.stat(key, versionId);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private boolean directoryExists(String key) throws IOException {
    try (Listing<ObjectSummary> listing = store.list(ObjectKeys.directoryPrefix(key))) {
      return listing.hasNext();
    }
  }

  private void requireDirectory(String key, @Nullable String versionId) throws IOException {
    if (versionId != null || !(key.isEmpty() || directoryExists(key))) {
      throw new NotFoundException(
          "There is no object%s '%s' in %s."
              .formatted(
                  versionId != null ? "" : " and no directory", describe(key, versionId), uri()));
    }
  }

  private static String describe(String key, @Nullable String versionId) {
    return versionId == null ? key : key + "' of version '" + versionId;
  }

  private Location landed(WriteResult result) {
    return location().resolve(result.key(), result.versionId());
  }

  private <T> T translating(String action, String key, StorageFailures.Operation<T> operation) {
    return StorageFailures.translating(action + " " + location().resolve(key, null), operation);
  }

  /** How metadata given by the caller becomes that of an object; null if none was given. */
  private static @Nullable UnaryOperator<Map<String, String>> rule(
      @Nullable Map<String, ?> meta, String key) {
    return meta == null ? null : present -> Helium.withUserMeta(present, meta, key);
  }

  private static String directoryPrefix(String path) {
    return ObjectKeys.directoryPrefix(ObjectKeys.requireValidPrefix(path));
  }

  private static void requireObjectKey(String key) {
    ObjectKeys.requireValid(key);
    if (ObjectKeys.isDirectory(key)) {
      throw new InvalidKeyException(
          "The key '" + key + "' ends in '/', which stands for a directory; name an object.");
    }
  }

  private static boolean endsWithSeparator(String path) {
    return path.endsWith("/") || path.endsWith(java.io.File.separator);
  }

  @Override
  public String toString() {
    return "Bucket[" + uri() + "]";
  }
}
