package io.t4.packages;

import io.t4.config.T4Config;
import io.t4.error.ConfigException;
import io.t4.error.ConflictException;
import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.session.T4Session;
import io.t4.storage.ConditionNotOfferedException;
import io.t4.storage.Content;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.ReadOptions;
import io.t4.storage.StorageFailures;
import io.t4.storage.SupportsLocalFiles;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.WriteResult;
import io.t4.storage.local.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where packages are published: a bucket or a local directory. Manifests are at {@code
 * .quilt/packages/<top hash>}; {@code .quilt/named_packages/<name>/} has a pointer for each time a
 * revision was published, and {@code latest}.
 *
 * <p>{@code latest} always names a manifest that is there. It moves by a conditional write, so that
 * of two who publish at once one gets a {@link ConflictException}. On a server that answers that it
 * has no conditional writes, where they are made without a condition, and where Python clients
 * publish at the same time, which make none, there is a gap of milliseconds between comparing and
 * writing in which one can overtake the other; both revisions are then still listed.
 *
 * <p>Safe for use from many threads and processes.
 */
public final class PackageRegistry {
  private static final String MANIFESTS = ".quilt/packages/";
  private static final String POINTERS = ".quilt/named_packages/";
  private static final int HASH_LENGTH = 64;
  private static final int SHORTEST_PREFIX = 6;
  private static final int SHORT_HASH = 7;
  private static final Pattern HASH = PackageVersion.HASH;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** More than any pointer has, with the white space that editors leave. */
  private static final int MAX_POINTER = 1024;

  /** So old a manifest must be to be deleted: a younger one may be about to get its pointer. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  private final T4Session session;
  private final ObjectStore store;

  private PackageRegistry(T4Session session, ObjectStore store) {
    this.session = session;
    this.store = store;
  }

  /** Opens a registry in the {@link T4Session#defaultSession}. */
  public static PackageRegistry open(String uri) {
    return open(uri, T4Session.defaultSession());
  }

  /**
   * Opens a registry. No request is made.
   *
   * @param uri {@code s3://bucket}, {@code file:///directory} or a path
   * @throws InvalidKeyException if the URI has a key
   */
  public static PackageRegistry open(String uri, T4Session session) {
    Location location =
        Location.isUri(uri) ? Location.parse(uri) : Location.directory(Path.of(uri));
    if (!location.key().isEmpty()) {
      throw new InvalidKeyException(
          "'%s' is no registry: packages of a bucket are in '%s'. Where their files go can be chosen when they are pushed."
              .formatted(uri, location.withoutKey()));
    }
    return new PackageRegistry(session, session.store(location));
  }

  /**
   * The registry in which packages are built and installed: that of {@code default_local_registry},
   * else {@code packages} in the user's data directory.
   */
  public static PackageRegistry local(T4Session session) {
    Optional<String> configured = session.config().get(T4Config.LOCAL_REGISTRY);
    if (configured.isPresent()) {
      return open(configured.get(), session);
    }
    Path directory = session.directories().data().resolve("packages");
    StorageFailures.running(
        "make the local registry " + directory, () -> Files.createDirectories(directory));
    return open(directory.toString(), session);
  }

  /**
   * The registry of {@code default_remote_registry}.
   *
   * @throws ConfigException if it is not configured
   */
  public static PackageRegistry remote(T4Session session) {
    return open(
        session
            .config()
            .get(T4Config.REMOTE_REGISTRY)
            .orElseThrow(
                () ->
                    new ConfigException(
                        "No registry is named and none configured; name one, such as s3://my-bucket, or set default_remote_registry.")),
        session);
  }

  /** Where the registry is. */
  public Location location() {
    return store.location();
  }

  /** Whether it is a directory of this machine. */
  public boolean isLocal() {
    return store instanceof SupportsLocalFiles;
  }

  T4Session session() {
    return session;
  }

  ObjectStore store() {
    return store;
  }

  // Looking ------------------------------------------------------------------------------------

  /** The names of all packages, in order. */
  public List<String> listPackages() {
    return translating(
        "list the packages of",
        () -> {
          List<String> names = new ArrayList<>();
          for (String user : directories(POINTERS)) {
            for (String name : directories(user)) {
              names.add(name.substring(POINTERS.length(), name.length() - 1));
            }
          }
          return names;
        });
  }

  private List<String> directories(String prefix) throws IOException {
    List<String> found = new ArrayList<>();
    try (Listing<DirectoryEntry> listing = store.listDirectory(prefix)) {
      while (listing.hasNext()) {
        if (listing.next() instanceof DirectoryEntry.Subdirectory directory) {
          found.add(directory.key());
        }
      }
    }
    return found;
  }

  /**
   * All pointers of a package: the revisions in the order in which they were published, then {@code
   * latest}. Empty if there is no such package.
   */
  public List<PackageVersion> listPackageVersions(String name) {
    String prefix = pointers(name);
    return translating("list the revisions of " + name + " in", () -> versions(prefix));
  }

  private List<PackageVersion> versions(String prefix) throws IOException {
    List<PackageVersion> versions = new ArrayList<>();
    try (Listing<ObjectSummary> listing = store.list(prefix)) {
      session
          .transfers()
          .parallelism()
          .forEachObject(
              listing,
              object -> {
                // Also those that are damaged, so that they are seen and can be deleted.
                Pointer pointer = read(object.key());
                if (pointer != null && !ObjectKeys.isDirectory(object.key())) {
                  String name = object.key().substring(prefix.length());
                  synchronized (versions) {
                    versions.add(new PackageVersion(name, pointer.topHash()));
                  }
                }
              });
    }
    versions.sort(
        Comparator.comparing((PackageVersion version) -> version.time().orElse(Instant.MAX))
            .thenComparing(PackageVersion::pointer));
    return versions;
  }

  /**
   * The top hash of the latest revision.
   *
   * @throws NotFoundException if there is no such package
   */
  public String latest(String name) {
    return findLatest(name).orElseThrow(() -> noPackage(name));
  }

  private NotFoundException noPackage(String name) {
    return new NotFoundException("There is no package '%s' in %s.".formatted(name, location()));
  }

  /** What a pointer says, and the ETag by which it can be replaced. */
  private record Pointer(String topHash, @Nullable String eTag, @Nullable String versionId) {}

  private @Nullable Pointer pointer(String key) throws IOException {
    Pointer pointer = read(key);
    if (pointer != null && !HASH.matcher(pointer.topHash()).matches()) {
      throw new FormatException(
          "The pointer '%s' in %s is damaged: it must be a top hash of 64 hexadecimal digits. Name a revision by its top hash, or publish a new one with --force, in Java PushOptions.force()."
              .formatted(key, location()));
    }
    return pointer;
  }

  private @Nullable Pointer read(String key) throws IOException {
    try (ObjectContent content = store.open(key, ReadOptions.ALL)) {
      byte[] text = content.stream().readNBytes(MAX_POINTER);
      ObjectStat stat = content.stat();
      String topHash = new String(text, StandardCharsets.UTF_8).strip();
      return new Pointer(topHash, stat.eTag(), stat.versionId());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * The whole top hash of a revision.
   *
   * @param revision a top hash, its first six digits or more, when it was published in seconds
   *     since 1970, or {@code latest}
   * @throws NotFoundException if there is no such revision; whether a whole top hash is there is
   *     not asked
   * @throws InvalidInputException if more than one revision begins so, or it is none of these
   */
  public String resolveHash(String name, String revision) {
    PackageName.requireValid(name);
    if (HASH.matcher(revision).matches()) {
      return revision;
    }
    return translating(
        "look for the revision " + revision + " of " + name + " in",
        () -> {
          if (revision.equals(PackageVersion.LATEST)
              || new PackageVersion(revision, "").time().isPresent()) {
            Pointer pointer = pointer(pointers(name) + revision);
            if (pointer != null) {
              return pointer.topHash();
            }
          }
          return ofPrefix(revision);
        });
  }

  private String ofPrefix(String prefix) throws IOException {
    if (!HEX.matcher(prefix).matches()
        || prefix.length() < SHORTEST_PREFIX
        || prefix.length() > HASH_LENGTH) {
      throw new InvalidInputException(
          "'%s' names no revision; give a top hash or its first %d digits or more, the seconds of its publication, or 'latest'."
              .formatted(prefix, SHORTEST_PREFIX));
    }
    List<String> found = manifestsOf(prefix, 2);
    if (found.isEmpty()) {
      throw new NotFoundException(
          "No revision in %s has a top hash that begins with '%s'.".formatted(location(), prefix));
    }
    if (found.size() > 1) {
      throw new InvalidInputException(
          "More than one revision in %s has a top hash that begins with '%s': %s…; give more digits."
              .formatted(location(), prefix, String.join(", ", found)));
    }
    return found.get(0);
  }

  private List<String> manifestsOf(String prefix, int most) throws IOException {
    List<String> found = new ArrayList<>();
    try (Listing<ObjectSummary> listing = store.list(MANIFESTS + prefix)) {
      while (found.size() < most && listing.hasNext()) {
        String hash = listing.next().key().substring(MANIFESTS.length());
        if (HASH.matcher(hash).matches()) {
          found.add(hash);
        }
      }
    }
    return found;
  }

  /** The first digits of a top hash that name one revision here; seven or more. */
  public String shorten(String topHash) {
    if (!HASH.matcher(topHash).matches()) {
      throw new InvalidInputException("'" + topHash + "' is no top hash.");
    }
    return translating(
        "list the revisions of",
        () -> {
          List<String> alike = manifestsOf(topHash.substring(0, SHORT_HASH), 1_000);
          int length = SHORT_HASH;
          while (length < HASH_LENGTH && isShared(alike, topHash, length)) {
            length++;
          }
          return topHash.substring(0, length);
        });
  }

  private static boolean isShared(List<String> hashes, String topHash, int length) {
    String beginning = topHash.substring(0, length);
    return hashes.stream().anyMatch(hash -> hash.startsWith(beginning) && !hash.equals(topHash));
  }

  /** Reads the manifest of the latest revision. */
  public DataPackage browse(String name) {
    return browse(name, PackageVersion.LATEST);
  }

  /**
   * Reads the manifest of a revision.
   *
   * @param revision as in {@link #resolveHash}
   * @throws NotFoundException if there is no such package or revision
   * @throws FormatException if the manifest is malformed, or has another top hash than its name
   */
  public DataPackage browse(String name, String revision) {
    PackageName.requireValid(name);
    String topHash =
        revision.equals(PackageVersion.LATEST) ? latest(name) : resolveHash(name, revision);
    DataPackage found =
        StorageFailures.translating(
            "read the manifest of %s@%s in %s".formatted(name, topHash, location()),
            () ->
                DataPackage.load(
                    store.open(MANIFESTS + topHash, ReadOptions.ALL).stream(), session));
    String actual = found.topHash();
    if (!actual.equals(topHash)) {
      throw new FormatException(
          "The manifest of %s in %s is damaged: it is named %s, and its content has the top hash %s. Browse another revision."
              .formatted(name, location(), topHash, actual));
    }
    found.originate(new Origin(location(), name, topHash));
    return found;
  }

  /**
   * The first line of a revision's manifest: version, metadata, workflow, message. The entries are
   * not read, and so the top hash is not compared.
   *
   * @param revision as in {@link #resolveHash}
   * @throws NotFoundException if there is no such package or revision
   * @throws FormatException if the line is no JSON object
   */
  public Map<String, @Nullable Object> header(String name, String revision) {
    PackageName.requireValid(name);
    String topHash =
        revision.equals(PackageVersion.LATEST) ? latest(name) : resolveHash(name, revision);
    return translating(
        "read the header of " + name + "@" + topHash + " in",
        () -> {
          try (ManifestReader reader =
              ManifestReader.of(store.open(MANIFESTS + topHash, ReadOptions.ALL).stream())) {
            return reader.header();
          }
        });
  }

  // Publishing ---------------------------------------------------------------------------------

  /** What {@code latest} must be for a revision to take its place. */
  sealed interface Expectation {
    /** Whatever it is. */
    record Anything() implements Expectation {}

    /**
     * That revision.
     *
     * @param topHash null if there must be no such package yet
     */
    record Revision(@Nullable String topHash) implements Expectation {}
  }

  /** The top hash of the latest revision, if there is the package. */
  Optional<String> findLatest(String name) {
    String key = latestKey(name);
    return translating(
        "read the latest revision of " + name + " in",
        () -> Optional.ofNullable(pointer(key)).map(Pointer::topHash));
  }

  /**
   * @param origin what the new revision was made from; null if it was made from none
   * @throws ConflictException naming both revisions, if they differ
   */
  void requireOrigin(String name, String latest, @Nullable String origin) {
    requireExpected(name, latest, new Expectation.Revision(origin));
  }

  private void requireExpected(String name, @Nullable String latest, Expectation expectation) {
    if (expectation instanceof Expectation.Revision expected
        && !Objects.equals(latest, expected.topHash())) {
      throw conflict(name, latest, expected.topHash());
    }
  }

  private ConflictException conflict(
      String name, @Nullable String latest, @Nullable String expected) {
    return new ConflictException(
        "%s in %s has the revision %s, and not %s, from which this one was made. Browse it and make the changes there, or push with --force, in Java PushOptions.force()."
            .formatted(
                name,
                location(),
                latest == null ? "none" : latest,
                expected == null ? "none" : expected));
  }

  /**
   * Publishes a revision: manifest, pointer of the time, {@code latest}. If anything fails, {@code
   * latest} is as it was, and the manifest may be there without a pointer.
   *
   * @throws ConflictException if the latest revision is another than expected
   */
  void publish(String name, String topHash, DataPackage revision, Expectation expectation) {
    translating(
        "publish " + name + " in",
        () ->
            locked(
                () -> {
                  writeManifest(topHash, revision);
                  Pointer latest = read(latestKey(name));
                  requireExpected(name, latest == null ? null : latest.topHash(), expectation);
                  WriteResult timestamp = writeTimestamp(name, topHash);
                  try {
                    writeLatest(name, topHash, latest, expectation);
                  } catch (IOException | RuntimeException e) {
                    withdraw(timestamp, e);
                    throw e;
                  }
                  return topHash;
                }));
  }

  private <T> T locked(StorageFailures.Operation<T> operation) throws IOException {
    if (!isLocal()) {
      return operation.run();
    }
    RegistryLock lock = RegistryLock.of(location().path());
    try {
      return operation.run();
    } finally {
      lock.close();
    }
  }

  private void writeManifest(String topHash, DataPackage revision) throws IOException {
    try (Scratch manifest = Scratch.file(".jsonl")) {
      try (OutputStream out = Files.newOutputStream(manifest.path())) {
        revision.dump(out);
      }
      session.transfers().upload(store, MANIFESTS + topHash, manifest.path(), WriteOptions.NONE);
    }
  }

  /** Of two publications in one second the later one takes the next. */
  private WriteResult writeTimestamp(String name, String topHash) throws IOException {
    long second = Instant.now().getEpochSecond();
    while (true) {
      String key = pointers(name) + second;
      try {
        return write(key, topHash, new Precondition.IfAbsent());
      } catch (PreconditionFailedException e) {
        Pointer present = pointer(key);
        if (present != null && present.topHash().equals(topHash)) {
          return new WriteResult(key, present.eTag(), present.versionId());
        }
        second++;
      }
    }
  }

  private void writeLatest(
      String name, String topHash, @Nullable Pointer latest, Expectation expectation)
      throws IOException {
    if (!(expectation instanceof Expectation.Revision expected)) {
      write(latestKey(name), topHash, Precondition.none());
      return;
    }
    try {
      Precondition absent = new Precondition.IfAbsent();
      write(latestKey(name), topHash, latest == null ? absent : unchanged(latest));
    } catch (PreconditionFailedException e) {
      Pointer now = read(latestKey(name));
      String present = now == null ? null : now.topHash();
      if (topHash.equals(present)) {
        return; // The write itself, whose answer was lost, so that it was sent twice.
      }
      if (!Objects.equals(present, expected.topHash())) {
        throw conflict(name, present, expected.topHash());
      }
      // What was expected is there: S3Mock, for one, takes a delete marker for an object.
      write(latestKey(name), topHash, now == null ? Precondition.none() : unchanged(now));
    }
  }

  private static Precondition unchanged(Pointer pointer) {
    return pointer.eTag() == null ? Precondition.none() : new Precondition.IfMatch(pointer.eTag());
  }

  private WriteResult write(String key, String topHash, Precondition condition) throws IOException {
    Content content = Content.of(topHash.getBytes(StandardCharsets.US_ASCII));
    try {
      return store.put(key, content, pointerOptions(condition));
    } catch (ConditionNotOfferedException e) {
      requireMet(key, condition);
      return store.put(key, content, pointerOptions(Precondition.none()));
    }
  }

  private static WriteOptions pointerOptions(Precondition condition) {
    return new WriteOptions(Map.of(), "text/plain", null, condition);
  }

  /** What the server would see to: here another write can come between. */
  private void requireMet(String key, Precondition condition) throws IOException {
    Pointer present = read(key);
    boolean met =
        condition instanceof Precondition.IfMatch match
            ? present != null && match.eTag().equals(present.eTag())
            : present == null;
    if (!met) {
      throw new PreconditionFailedException(key, "another was written meanwhile");
    }
  }

  /**
   * A pointer to a revision that lost would show it among those that were published. Where there
   * are versions, that one goes, and none that another has written since.
   */
  private void withdraw(WriteResult timestamp, Exception failure) {
    try {
      store.delete(timestamp.key(), timestamp.versionId());
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  // Moving and deleting ------------------------------------------------------------------------

  /**
   * Makes a former revision the latest one.
   *
   * @param revision as in {@link #resolveHash}
   * @throws NotFoundException if there is no such package, or no manifest of the revision
   * @throws ConflictException if somebody publishes at the same time
   */
  public void rollback(String name, String revision) {
    String topHash = resolveHash(name, revision);
    translating(
        "roll back " + name + " in",
        () ->
            locked(
                () -> {
                  store.stat(MANIFESTS + topHash, null);
                  Pointer latest = read(latestKey(name));
                  if (latest == null) {
                    throw noPackage(name);
                  }
                  writeLatest(name, topHash, latest, new Expectation.Revision(latest.topHash()));
                  return topHash;
                }));
  }

  /**
   * Deletes a package: all its pointers, then those manifests to which no other package points. The
   * files of its entries stay.
   *
   * <p>A manifest in a bucket stays for its first ten minutes: somebody may be about to point to
   * it.
   *
   * @throws NotFoundException if there is no such package
   */
  public void deletePackage(String name) {
    delete(name, versions -> versions);
  }

  /**
   * Deletes one revision of a package, as {@link #deletePackage(String)}. If it was the latest one,
   * the one published before is.
   *
   * @param revision as in {@link #resolveHash}
   * @throws NotFoundException if the package has no such revision
   */
  public void deletePackage(String name, String revision) {
    String topHash = resolveHash(name, revision);
    delete(
        name,
        versions ->
            versions.stream().filter(version -> version.topHash().equals(topHash)).toList());
  }

  /** Chooses pointers of a package. */
  @FunctionalInterface
  private interface Choice {
    List<PackageVersion> of(List<PackageVersion> versions);
  }

  private void delete(String name, Choice choice) {
    String prefix = pointers(name);
    translating(
        "delete " + name + " in",
        () ->
            locked(
                () -> {
                  List<PackageVersion> versions = versions(prefix);
                  List<PackageVersion> chosen = choice.of(versions);
                  if (chosen.isEmpty()) {
                    throw versions.isEmpty()
                        ? noPackage(name)
                        : new NotFoundException(
                            "The package '%s' in %s has no such revision."
                                .formatted(name, location()));
                  }
                  moveLatest(name, versions, chosen);
                  for (PackageVersion version : chosen) {
                    if (!version.isLatest() || chosen.size() == versions.size()) {
                      store.delete(prefix + version.pointer(), null);
                    }
                  }
                  deleteUnused(chosen);
                  return name;
                }));
  }

  /** Before its revision goes, so that {@code latest} never names one that isn't there. */
  private void moveLatest(String name, List<PackageVersion> versions, List<PackageVersion> chosen)
      throws IOException {
    Optional<PackageVersion> newest =
        versions.stream()
            .filter(version -> !chosen.contains(version) && !version.isLatest())
            .reduce((earlier, later) -> later);
    if (newest.isPresent() && chosen.stream().anyMatch(PackageVersion::isLatest)) {
      Pointer latest = read(latestKey(name));
      writeLatest(
          name,
          newest.get().topHash(),
          latest,
          new Expectation.Revision(latest == null ? null : latest.topHash()));
    }
  }

  private void deleteUnused(List<PackageVersion> deleted) throws IOException {
    Set<String> unused = new HashSet<>();
    deleted.stream()
        .filter(version -> !version.isDamaged())
        .forEach(version -> unused.add(version.topHash()));
    versions(POINTERS).forEach(version -> unused.remove(version.topHash()));
    for (String topHash : unused) {
      String key = MANIFESTS + topHash;
      try {
        Instant written = store.stat(key, null).lastModified();
        if (isLocal() || written.isBefore(Instant.now().minus(SETTLED))) {
          store.delete(key, null);
        }
      } catch (NoSuchFileException e) {
        // Gone already.
      }
    }
  }

  // --------------------------------------------------------------------------------------------

  private static String pointers(String name) {
    return POINTERS + PackageName.requireValid(name) + "/";
  }

  private static String latestKey(String name) {
    return pointers(name) + PackageVersion.LATEST;
  }

  private <T> T translating(String action, StorageFailures.Operation<T> operation) {
    return StorageFailures.translating(action + " " + location(), operation);
  }

  @Override
  public String toString() {
    return "PackageRegistry[" + location() + "]";
  }
}
