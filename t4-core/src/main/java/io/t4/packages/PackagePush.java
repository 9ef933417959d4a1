package io.t4.packages;

import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.hashing.ContentHash;
import io.t4.hashing.ETag;
import io.t4.hashing.HashAlgorithm;
import io.t4.session.T4Session;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.SupportsVersioning;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.WriteResult;
import io.t4.transfer.HashedWrite;
import io.t4.transfer.LocalContent;
import java.io.File;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies the entries of a package to where a registry's readers can reach them. What the
 * destination has already stays, so that a push that failed goes on where it stopped.
 */
final class PackagePush {
  /** Where a registry keeps content by its hash. */
  private static final String OBJECTS = ".quilt/objects/";

  private final T4Session session;
  private final PackageRegistry registry;
  private final MissingHashes hashes;
  private final BiPredicate<String, PackageEntry> selector;
  private final BiFunction<String, PackageEntry, Location> destination;

  /** Whether there may be objects where entries are copied to. */
  private final boolean looks;

  /** Whether what is replaced can still be read, or was meant to be replaced. */
  private final boolean keepsFormer;

  PackagePush(PackageRegistry registry, String name, PushOptions options) throws IOException {
    this.session = registry.session();
    this.registry = registry;
    this.hashes = new MissingHashes(session);
    BiPredicate<String, PackageEntry> chosen = options.selector();
    this.selector = chosen != null ? chosen : this::isElsewhere;
    BiFunction<String, PackageEntry, String> uris = options.destination();
    String directory = options.directory();
    if (uris != null) {
      this.destination = (key, entry) -> destination(uris.apply(key, entry));
      this.looks = true;
      this.keepsFormer = true;
    } else {
      Location root = directory == null ? registry.location().below(name) : root(directory);
      this.destination = (key, entry) -> root.below(key);
      this.looks = hasObjects(root);
      this.keepsFormer =
          !looks
              || (registry.store() instanceof SupportsVersioning versioning
                  && versioning.isVersioned());
    }
  }

  /** The directory of options, in the registry. */
  private Location root(String uri) {
    Location location = EntrySources.location(uri);
    if (!isInRegistry(location) || location.versionId() != null) {
      throw new InvalidInputException(
          "'%s' is not in the registry %s; name a directory of it as destination."
              .formatted(uri, registry.location()));
    }
    return location;
  }

  private static Location destination(String uri) {
    Location location = EntrySources.location(uri);
    if (location.versionId() != null) {
      throw new InvalidKeyException(
          "'" + uri + "' is a version, which can't be written; leave out ?versionId=…");
    }
    return location;
  }

  private boolean isElsewhere(String logicalKey, PackageEntry entry) {
    return !isInRegistry(entry.physicalKey());
  }

  private boolean isInRegistry(Location location) {
    Location base = registry.location();
    return registry.isLocal()
        ? location.scheme().equals(base.scheme()) && location.path().startsWith(base.path())
        : location.withoutKey().equals(base);
  }

  private boolean hasObjects(Location root) throws IOException {
    Target target = target(root);
    try (Listing<ObjectSummary> listing =
        target.store().list(ObjectKeys.directoryPrefix(target.key()))) {
      return listing.hasNext();
    }
  }

  /** A place as store and key; that of a file in the registry belongs to the registry's store. */
  private record Target(ObjectStore store, String key) {
    Location location(@Nullable String versionId) {
      Location place = store.location().below(key);
      return new Location(place.scheme(), place.bucket(), place.key(), versionId);
    }
  }

  private Target target(Location location) {
    if (!location.scheme().equals("file")) {
      return new Target(session.store(location.withoutKey()), location.key());
    }
    Path base = registry.isLocal() ? registry.location().path() : Path.of("");
    if (!registry.isLocal() || !location.path().startsWith(base)) {
      throw new InvalidInputException(
          "'%s' is not in the registry %s.".formatted(location, registry.location()));
    }
    String key = base.relativize(location.path()).toString().replace(File.separatorChar, '/');
    return new Target(registry.store(), key);
  }

  /** The entries as they are for readers of the registry, with hashes. */
  EntryTable run(Iterator<ManifestLine.Entry> entries) throws IOException {
    return EntrySorter.inParallel(session.transfers().parallelism(), entries, this::pushed);
  }

  private PackageEntry pushed(String logicalKey, PackageEntry entry) throws IOException {
    if (!selector.test(logicalKey, entry)) {
      return hashes.filled(entry);
    }
    Location from = entry.physicalKey();
    Location to = destination.apply(logicalKey, entry);
    if (from.withoutKey().equals(to.withoutKey()) && from.key().equals(to.key())) {
      return hashes.filled(entry);
    }
    Target target = target(to);
    session.transfers().listener().planned(target.key(), entry.size().orElse(0));
    return from.scheme().equals("file")
        ? uploaded(logicalKey, entry, from.path(), target)
        : copied(entry, from, target);
  }

  private PackageEntry uploaded(String logicalKey, PackageEntry entry, Path file, Target target)
      throws IOException {
    ObjectStat present = present(target);
    if (present == null) {
      requireContent(logicalKey, entry, file);
      return upload(logicalKey, entry, file, target);
    }
    PackageEntry hashed = hashes.filled(entry);
    Place place =
        place(hashed, target, present, eTag -> LocalContent.reading(file, new ETag(eTag)::matches));
    if (place.same() != null) {
      return unchanged(hashed, place.target(), place.same());
    }
    // A hash that was made right now needs no second look.
    requireContent(logicalKey, entry, file);
    return upload(logicalKey, hashed, file, place.target());
  }

  /**
   * Where content belongs.
   *
   * @param same what has the content there; null if it is to be written
   */
  private record Place(Target target, @Nullable ObjectStat same) {}

  /**
   * @param present what is at the target, if anything is
   */
  private Place place(
      PackageEntry hashed, Target target, @Nullable ObjectStat present, SameETag sameETag)
      throws IOException {
    if (present == null || isSame(hashed, target, present, sameETag)) {
      return new Place(target, present);
    }
    Target beside = beside(target, hashed);
    ObjectStat other = beside.equals(target) ? null : present(beside);
    return new Place(
        beside, other != null && isSame(hashed, beside, other, sameETag) ? other : null);
  }

  private PackageEntry unchanged(PackageEntry hashed, Target target, ObjectStat present) {
    session.transfers().listener().unchanged(target.key(), present.size());
    return hashed.withPhysicalKey(target.location(present.versionId()));
  }

  /**
   * Where content goes instead of replacing other content, which former revisions have: where
   * versions are kept, that is the same place.
   */
  private Target beside(Target target, PackageEntry hashed) {
    ContentHash hash = hashed.hashOrNull();
    return keepsFormer || hash == null
        ? target
        : HashPath.of(hash)
            .map(path -> target(registry.location().below(OBJECTS + path)))
            .orElse(target);
  }

  private PackageEntry upload(String logicalKey, PackageEntry entry, Path file, Target target)
      throws IOException {
    HashedWrite written =
        session
            .transfers()
            .uploadHashed(target.store(), target.key(), file, writeOptions(file.toString()));
    ContentHash hash =
        written.hash() != null
            ? written.hash()
            : LocalContent.reading(file, HashAlgorithm.SHA2_256_CHUNKED::hash);
    requireUnchanged(logicalKey, entry, file, hash);
    return entry
        .withContent(Files.size(file), hash)
        .withPhysicalKey(target.location(written.result().versionId()));
  }

  /**
   * Before anything leaves this machine: a manifest that somebody else wrote can name any file of
   * it, but not know what is in a file that is private.
   */
  private static void requireContent(String logicalKey, PackageEntry entry, Path file)
      throws IOException {
    EntryCheck check = EntryCheck.of(logicalKey, entry);
    if (entry.hashOrNull() != null && !LocalContent.reading(file, check::surelyFits)) {
      throw changed(logicalKey, entry, file);
    }
  }

  private static IOException changed(String logicalKey, PackageEntry entry, Path file) {
    return new IOException(
        "the content of %s is no longer that of the entry '%s', which has the hash %s; set the entry again"
            .formatted(file, logicalKey, entry.hashOrNull()));
  }

  /** A hash that the entry had before it was read again must still be right. */
  private static void requireUnchanged(
      String logicalKey, PackageEntry entry, Path file, ContentHash actual) throws IOException {
    ContentHash known = entry.hashOrNull();
    if (known == null) {
      return;
    }
    ContentHash comparable =
        known.type().equals(actual.type())
            ? actual
            : LocalContent.reading(
                file, known.algorithm().orElse(HashAlgorithm.SHA2_256_CHUNKED)::hash);
    if (known.type().equals(comparable.type()) && !known.equals(comparable)) {
      throw changed(logicalKey, entry, file);
    }
  }

  /** Whether an ETag that is a digest stands for the content that is to be there. */
  @FunctionalInterface
  private interface SameETag {
    boolean test(String eTag) throws IOException;
  }

  private boolean isSame(PackageEntry entry, Target target, ObjectStat present, SameETag sameETag)
      throws IOException {
    Optional<ContentHash> kept = MissingHashes.kept(target.store(), present);
    if (kept.isPresent() && kept.get().type().equals(type(entry))) {
      return kept.get().equals(entry.hashOrNull());
    }
    String eTag = present.eTag();
    if (eTag != null && new ETag(eTag).isDigest()) {
      return sameETag.test(eTag);
    }
    ContentHash hash = entry.hashOrNull();
    Optional<HashAlgorithm> algorithm =
        keepsFormer || hash == null ? Optional.empty() : hash.algorithm();
    return algorithm.isPresent()
        && MissingHashes.read(target.store(), present, algorithm.get()).equals(hash);
  }

  private static @Nullable String type(PackageEntry entry) {
    ContentHash hash = entry.hashOrNull();
    return hash == null ? null : hash.type();
  }

  private PackageEntry copied(PackageEntry entry, Location from, Target target) throws IOException {
    PackageEntry hashed = hashes.filled(entry);
    ObjectStore source = session.store(from.withoutKey());
    ObjectStat stat = source.stat(from.key(), from.versionId());
    if (stat.size() != hashed.size().orElseThrow()) {
      throw new IOException(
          "%s has %d bytes; the entry of the package has %d"
              .formatted(from, stat.size(), hashed.size().orElseThrow()));
    }
    Optional<ContentHash> kept = MissingHashes.kept(source, stat);
    if (kept.isPresent()
        && kept.get().type().equals(type(hashed))
        && !kept.get().equals(hashed.hashOrNull())) {
      throw new IOException(
          "%s has the hash %s; the entry of the package has %s"
              .formatted(from, kept.get(), hashed.hashOrNull()));
    }
    Place place = place(hashed, target, present(target), eTag -> eTag.equals(stat.eTag()));
    Target chosen = place.target();
    if (place.same() != null) {
      return unchanged(hashed, chosen, place.same());
    }
    WriteResult written =
        session
            .transfers()
            .copy(source, stat, chosen.store(), chosen.key(), writeOptions(from.key()));
    return hashed.withPhysicalKey(chosen.location(written.versionId()));
  }

  private @Nullable ObjectStat present(Target target) throws IOException {
    if (!looks) {
      return null;
    }
    try {
      return target.store().stat(target.key(), null);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static WriteOptions writeOptions(String name) {
    return new WriteOptions(
        Map.of(), URLConnection.guessContentTypeFromName(name), null, Precondition.none());
  }
}
