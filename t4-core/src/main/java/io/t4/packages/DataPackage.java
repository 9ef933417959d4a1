package io.t4.packages;

import static java.util.Objects.requireNonNull;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.StorageFailures;
import io.t4.storage.local.AtomicFile;
import io.t4.workflows.EntryFacts;
import io.t4.workflows.PackageFacts;
import io.t4.workflows.WorkflowChoice;
import io.t4.workflows.WorkflowConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A set of objects under logical keys, with metadata. Put together here, it becomes an immutable,
 * named revision when it is built or pushed.
 *
 * <p>A directory of it is a package too, and shares the tree: what is changed in one is changed in
 * the other. Entries are kept in a compact form, some 100 bytes for a usual one, so that a million
 * of them fit a small heap; streams of them are lazy, and must not be used after a change.
 *
 * <p>For one thread at a time.
 */
public final class DataPackage {
  private static final String VERSION = "version";
  private static final String MESSAGE = "message";
  private static final String WORKFLOW = "workflow";

  private final PackageTree tree;

  /** Of this directory in the tree, with {@code /} at its end; empty for the root. */
  private final String prefix;

  private final T4Session session;

  private DataPackage(PackageTree tree, String prefix, T4Session session) {
    this.tree = tree;
    this.prefix = prefix;
    this.session = session;
  }

  // Making and loading -------------------------------------------------------------------------

  /** An empty package, in the {@link T4Session#defaultSession}. */
  public static DataPackage create() {
    return create(T4Session.defaultSession());
  }

  /** An empty package. */
  public static DataPackage create(T4Session session) {
    return new DataPackage(new PackageTree(emptyHeader()), "", session);
  }

  private static Map<String, @Nullable Object> emptyHeader() {
    Map<String, @Nullable Object> header = new LinkedHashMap<>();
    header.put(VERSION, "v0");
    return header;
  }

  /** Reads a manifest file, in the {@link T4Session#defaultSession}. */
  public static DataPackage load(Path manifest) {
    return StorageFailures.translating(
        "read the manifest " + manifest,
        () -> load(Files.newInputStream(manifest), T4Session.defaultSession()));
  }

  /**
   * Reads a manifest.
   *
   * @param manifest is read to its end and closed
   * @throws FormatException naming the line if one is malformed, and the key if one is there twice
   * @throws io.t4.error.TooLargeException naming the line, if one is beyond what can be read
   */
  public static DataPackage load(InputStream manifest, T4Session session) {
    return StorageFailures.translating("read the manifest", () -> read(manifest, session));
  }

  private static DataPackage read(InputStream manifest, T4Session session) throws IOException {
    try (ManifestReader reader = ManifestReader.of(manifest)) {
      PackageTree tree = new PackageTree(reader.header());
      EntrySorter entries = new EntrySorter();
      try {
        while (reader.hasNext()) {
          ManifestLine line = reader.next();
          if (line instanceof ManifestLine.Entry entry) {
            entries.add(entry);
          } else if (line instanceof ManifestLine.Directory directory) {
            tree.directories().put(directory.logicalKey(), directory.meta());
          }
        }
      } catch (InvalidKeyException e) {
        throw reader.malformed(String.valueOf(e.getMessage()), e);
      }
      try {
        tree.replace(entries.table());
        tree.directories().keySet().forEach(tree::requireNoEntryAbove);
      } catch (InvalidKeyException e) {
        // Of lines that are apart; which they are isn't known any more.
        throw new FormatException("The manifest can't be read: " + e.getMessage(), e);
      }
      return new DataPackage(tree, "", session);
    }
  }

  /** As {@link PackageRegistry#browse(String)}, of a registry by its URI. */
  public static DataPackage browse(String name, String registry) {
    return PackageRegistry.open(registry).browse(name);
  }

  /** As {@link PackageRegistry#browse(String, String)}, of a registry by its URI. */
  public static DataPackage browse(String name, String registry, String revision) {
    return PackageRegistry.open(registry).browse(name, revision);
  }

  /** Remembers the revision that this was made from. */
  void originate(Origin origin) {
    tree.originate(origin);
  }

  /** Writes the manifest to a file, which appears whole or not at all. */
  public void dump(Path file) {
    StorageFailures.running(
        "write the manifest " + file,
        () -> {
          try (AtomicFile target = AtomicFile.create(file)) {
            try (OutputStream out = Files.newOutputStream(target.temporary())) {
              dump(out);
            }
            target.commit();
          }
        });
  }

  /**
   * Writes the manifest.
   *
   * @param out is closed
   */
  public void dump(OutputStream out) throws IOException {
    try (ManifestWriter writer = new ManifestWriter(out, header())) {
      for (Iterator<ManifestLine> lines = lines(); lines.hasNext(); ) {
        writer.write(lines.next());
      }
    }
  }

  /** The lines of the manifest after its header: directories with metadata, then entries. */
  public Stream<ManifestLine> manifest() {
    return stream(lines());
  }

  private Iterator<ManifestLine> lines() {
    List<ManifestLine> directories = new ArrayList<>();
    tree.directoriesBelow(prefix)
        .forEach(
            (name, meta) -> {
              if (!meta.isEmpty()) {
                directories.add(new ManifestLine.Directory(relative(name), meta));
              }
            });
    return Stream.concat(directories.stream(), walk()).iterator();
  }

  /** The first line of the manifest: version, metadata, workflow, message. A copy. */
  public Map<String, @Nullable Object> header() {
    if (prefix.isEmpty()) {
      return new LinkedHashMap<>(tree.header());
    }
    Map<String, @Nullable Object> header = emptyHeader();
    Map<String, @Nullable Object> meta = tree.directories().get(prefix);
    if (meta != null) {
      header.put(PackageEntry.USER_META, meta);
    }
    return header;
  }

  /**
   * The hash that names this state as a revision.
   *
   * @throws InvalidInputException if an entry has no hash yet; build the package
   */
  public String topHash() {
    TopHash hash = new TopHash(header());
    relativeEntries().forEachRemaining(line -> hash.add(line.logicalKey(), line.entry()));
    return hash.hex();
  }

  // Looking ------------------------------------------------------------------------------------

  /**
   * The entry of a logical key.
   *
   * @throws NotFoundException if there is none; if the key is a directory, the message says so
   */
  public PackageEntry get(String logicalKey) {
    return find(logicalKey)
        .orElseThrow(
            () ->
                new NotFoundException(
                    tree.hasDirectory(prefix + logicalKey + "/")
                        ? "'%s' is a directory of the package; see directory(\"%s\")."
                            .formatted(logicalKey, logicalKey)
                        : "The package has no entry '%s'.".formatted(logicalKey)));
  }

  /** The entry of a logical key, if there is one. */
  public Optional<PackageEntry> find(String logicalKey) {
    return Optional.ofNullable(tree.get(prefix + LogicalKeys.requireValid(logicalKey)))
        .map(entry -> entry.in(session, logicalKey));
  }

  /**
   * A directory as a package that shares this one's tree.
   *
   * @param path with or without {@code /} at its end
   * @throws NotFoundException if there is no such directory
   */
  public DataPackage directory(String path) {
    String directory = prefix + LogicalKeys.directory(path);
    if (!tree.hasDirectory(directory)) {
      throw new NotFoundException("The package has no directory '" + path + "'.");
    }
    return new DataPackage(tree, directory, session);
  }

  /**
   * Whether there is an entry or a directory of that name.
   *
   * @param logicalKey of a directory with or without {@code /} at its end
   */
  public boolean contains(String logicalKey) {
    String name = LogicalKeys.directory(logicalKey);
    return tree.hasDirectory(prefix + name)
        || (!logicalKey.endsWith("/") && find(logicalKey).isPresent());
  }

  /** The names directly in this package, in order; those of directories end in {@code /}. */
  public List<String> keys() {
    NavigableSet<String> names = new TreeSet<>(LogicalKeys.ORDER);
    walk().forEach(line -> names.add(firstSegment(line.logicalKey())));
    tree.directoriesBelow(prefix).keySet().forEach(name -> names.add(firstSegment(relative(name))));
    return List.copyOf(names);
  }

  private static String firstSegment(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash + 1);
  }

  /** All entries below, in the order of manifests. Lazy. */
  public Stream<ManifestLine.Entry> walk() {
    return stream(
        PackageTree.mapped(
            relativeEntries(),
            line ->
                new ManifestLine.Entry(
                    line.logicalKey(), line.entry().in(session, line.logicalKey()))));
  }

  /** Puts other entries in the place of all; metadata and origin stay. */
  void replace(EntryTable entries) {
    tree.replace(entries);
  }

  /** Puts these entries into the package; they replace those of the same keys. */
  void putAll(EntryTable entries) {
    tree.putAll(entries, UpdatePolicy.INCOMING);
  }

  /** As {@link #walk}, for readers of this library's own. */
  Iterator<ManifestLine.Entry> relativeEntries() {
    return prefix.isEmpty()
        ? tree.entries(prefix)
        : PackageTree.mapped(
            tree.entries(prefix),
            line -> new ManifestLine.Entry(relative(line.logicalKey()), line.entry()));
  }

  /** What a function makes of each entry, in the order of manifests. Lazy. */
  public <R> Stream<R> map(BiFunction<String, PackageEntry, ? extends R> function) {
    return walk().map(line -> function.apply(line.logicalKey(), line.entry()));
  }

  /** What a function makes of each directory that has metadata, in order. Lazy. */
  public <R> Stream<R> mapDirectories(BiFunction<String, DataPackage, ? extends R> function) {
    return tree.directoriesBelow(prefix).keySet().stream()
        .map(name -> function.apply(relative(name), new DataPackage(tree, name, session)));
  }

  /** A package with the entries that pass, and this one's metadata. */
  public DataPackage filter(BiPredicate<String, PackageEntry> entries) {
    return filter(entries, (name, directory) -> true);
  }

  /**
   * A package with the entries that pass, in directories that pass, and this one's metadata.
   *
   * @param directories asked for those that have metadata; what is in others is not left out
   */
  public DataPackage filter(
      BiPredicate<String, PackageEntry> entries, BiPredicate<String, DataPackage> directories) {
    PackageTree filtered = new PackageTree(header());
    List<String> excluded = new ArrayList<>();
    tree.directoriesBelow(prefix)
        .forEach(
            (name, meta) -> {
              String relative = relative(name);
              if (excluded.stream().anyMatch(relative::startsWith)) {
                return;
              }
              if (directories.test(relative, new DataPackage(tree, name, session))) {
                filtered.directories().put(relative, meta);
              } else {
                excluded.add(relative);
              }
            });
    EntryTable.Builder passing = new EntryTable.Builder();
    walk()
        .filter(line -> excluded.stream().noneMatch(line.logicalKey()::startsWith))
        .filter(line -> entries.test(line.logicalKey(), line.entry()))
        .forEach(passing::add);
    filtered.replace(passing.build());
    return new DataPackage(filtered, "", session);
  }

  /** How another package differs from this one. */
  public PackageDiff diff(DataPackage later) {
    NavigableSet<String> names = new TreeSet<>(LogicalKeys.ORDER);
    Map<String, Map<String, @Nullable Object>> before = directoryMeta();
    Map<String, Map<String, @Nullable Object>> after = later.directoryMeta();
    names.addAll(before.keySet());
    names.addAll(after.keySet());
    names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    return new PackageDiff(
        changes(later).toList(), !meta().equals(later.meta()), List.copyOf(names));
  }

  /** How another package's entries differ from this one's, in order. Lazy. */
  public Stream<EntryChange> changes(DataPackage later) {
    return PackageDiff.changes(relativeEntries(), later.relativeEntries());
  }

  private Map<String, Map<String, @Nullable Object>> directoryMeta() {
    Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();
    tree.directoriesBelow(prefix)
        .forEach(
            (name, meta) -> {
              if (!meta.isEmpty()) {
                all.put(relative(name), meta);
              }
            });
    return all;
  }

  /**
   * The entry {@code README.md}.
   *
   * @throws NotFoundException if there is none
   */
  public PackageEntry readme() {
    return get("README.md");
  }

  /** The user's metadata of the package, or of this directory; empty if there is none. */
  @SuppressWarnings("unchecked") // Objects are always read with String keys.
  public Map<String, @Nullable Object> meta() {
    return header().get(PackageEntry.USER_META) instanceof Map<?, ?> meta
        ? new LinkedHashMap<>((Map<String, @Nullable Object>) meta)
        : Map.of();
  }

  /** The message of the revision that this was read from, or built as. */
  public Optional<String> message() {
    return Optional.ofNullable(header().get(MESSAGE))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  /** Which workflow the revision was checked by, as its header has it. */
  @SuppressWarnings("unchecked") // Objects are always read with String keys.
  public Optional<Map<String, @Nullable Object>> workflow() {
    return header().get(WORKFLOW) instanceof Map<?, ?> workflow
        ? Optional.of((Map<String, @Nullable Object>) workflow)
        : Optional.empty();
  }

  // Changing -----------------------------------------------------------------------------------

  /**
   * Puts a local file under a logical key.
   *
   * @return this
   * @throws NotFoundException if there is no such file
   * @throws InvalidKeyException as {@link #set(String, PackageEntry)}
   */
  public DataPackage set(String logicalKey, Path file) {
    return set(logicalKey, Location.directory(file).toString());
  }

  /** As {@link #set(String, Path)}, with metadata. */
  public DataPackage set(String logicalKey, Path file, Map<String, ?> meta) {
    return set(logicalKey, Location.directory(file).toString(), meta);
  }

  /**
   * Puts an object or a local file under a logical key.
   *
   * @param source the URI of an object, possibly of a version; without, of the version that is
   *     current now. Or the URI or path of a file
   * @return this
   * @throws NotFoundException if there is no such object or file
   * @throws InvalidKeyException as {@link #set(String, PackageEntry)}
   */
  public DataPackage set(String logicalKey, String source) {
    return set(logicalKey, entry(logicalKey, source));
  }

  /** As {@link #set(String, String)}, with metadata. */
  public DataPackage set(String logicalKey, String source, Map<String, ?> meta) {
    return set(logicalKey, entry(logicalKey, source).withMeta(meta));
  }

  private PackageEntry entry(String logicalKey, String source) {
    LogicalKeys.requireValid(logicalKey);
    return StorageFailures.translating(
        "add " + source, () -> new EntrySources(session).object(EntrySources.location(source)));
  }

  /**
   * Puts a value under a logical key, whose extension chooses the format as in {@link
   * io.t4.bucket.Bucket#put(String, Object)}. It is kept in a file of the user's data directory
   * until the package is pushed.
   *
   * @return this
   * @throws FormatException if no format takes such a value
   */
  public DataPackage set(String logicalKey, Object value) {
    return set(logicalKey, valueEntry(logicalKey, value));
  }

  /** As {@link #set(String, Object)}, with metadata. */
  public DataPackage set(String logicalKey, Object value, Map<String, ?> meta) {
    return set(logicalKey, valueEntry(logicalKey, value).withMeta(meta));
  }

  private PackageEntry valueEntry(String logicalKey, Object value) {
    // Chosen by its type at run time, too: who has an Object means what it is.
    if (value instanceof PackageEntry entry) {
      return entry;
    }
    if (value instanceof String source) {
      return entry(logicalKey, source);
    }
    if (value instanceof Path file) {
      return entry(logicalKey, Location.directory(file).toString());
    }
    LogicalKeys.requireValid(logicalKey);
    return StorageFailures.translating(
        "add " + logicalKey, () -> new EntrySources(session).value(logicalKey, value));
  }

  /** As {@link #setDir(String, String)}, of a local directory. */
  public DataPackage setDir(String logicalKey, Path directory) {
    return setDir(logicalKey, Location.directory(directory).toString());
  }

  /** As {@link #setDir(String, String, Map)}, of a local directory. */
  public DataPackage setDir(String logicalKey, Path directory, Map<String, ?> meta) {
    return setDir(logicalKey, Location.directory(directory).toString(), meta);
  }

  /**
   * Puts all files below a directory into the package; what it has of the same logical keys is
   * replaced. Metadata that is there stays.
   *
   * <p>A {@code .quiltignore} in a local directory, in the syntax of {@code .gitignore}, leaves
   * files out; so are symbolic links out of it, and what a registry in that place keeps in {@code
   * .quilt/}. Of objects the versions that are current now are taken.
   *
   * @param logicalKey the directory in the package; empty, {@code .} or {@code /} for its root
   * @param source the URI of a directory, or a path
   * @return this
   * @throws NotFoundException if there is no such directory
   * @throws InvalidKeyException if a key can't be a logical key, or needs a directory where an
   *     entry is; then nothing was added
   */
  public DataPackage setDir(String logicalKey, String source) {
    return setDir(logicalKey, source, UpdatePolicy.INCOMING);
  }

  /** As {@link #setDir(String, String)}, with metadata of the directory. */
  public DataPackage setDir(String logicalKey, String source, Map<String, ?> meta) {
    Map<String, @Nullable Object> checked = checkedMeta(meta);
    setDir(logicalKey, source, UpdatePolicy.INCOMING);
    new DataPackage(tree, prefix + LogicalKeys.directory(logicalKey), session).setMeta(checked);
    return this;
  }

  /** As {@link #setDir(String, String)}, with a choice of what counts of two entries. */
  public DataPackage setDir(String logicalKey, String source, UpdatePolicy policy) {
    String directory = prefix + LogicalKeys.directory(logicalKey);
    EntryTable incoming =
        StorageFailures.translating(
            "add " + source,
            () -> new EntrySources(session).directory(directory, EntrySources.location(source)));
    tree.requireNoEntryAbove(directory);
    tree.putAll(incoming, policy);
    return this;
  }

  /**
   * Puts an entry of this or another package under a logical key, in the place of the one that is
   * there.
   *
   * @return this
   * @throws InvalidKeyException if the key is malformed, names a directory of the package, or needs
   *     a directory where an entry is
   */
  public DataPackage set(String logicalKey, PackageEntry entry) {
    LogicalKeys.requireValid(logicalKey);
    tree.put(prefix + logicalKey, requireNonNull(entry, "entry"));
    return this;
  }

  /**
   * Removes an entry, or a directory with all that is in it.
   *
   * @return this
   * @throws NotFoundException if there is neither
   */
  public DataPackage delete(String logicalKey) {
    String name = LogicalKeys.directory(logicalKey);
    if (name.isEmpty()) {
      throw new InvalidKeyException("The whole package is not deleted; make a new one.");
    }
    String key = prefix + name.substring(0, name.length() - 1);
    if (!logicalKey.endsWith("/") && tree.get(key) != null) {
      tree.remove(key);
    } else if (tree.hasDirectory(prefix + name)) {
      tree.removeDirectory(prefix + name);
    } else {
      throw new NotFoundException("The package has no entry '" + logicalKey + "'.");
    }
    return this;
  }

  /**
   * Replaces the user's metadata of the package, or of this directory.
   *
   * @param meta JSON values by name
   * @return this
   * @throws io.t4.json.NotJsonException if a value can't be JSON
   */
  public DataPackage setMeta(Map<String, ?> meta) {
    Map<String, @Nullable Object> checked = checkedMeta(meta);
    if (prefix.isEmpty()) {
      tree.header().put(PackageEntry.USER_META, checked);
    } else {
      tree.directories().put(prefix, checked);
    }
    return this;
  }

  /**
   * Replaces the user's metadata of an entry, or of a directory, which need not be there yet.
   *
   * @param logicalKey of a directory with {@code /} at its end, unless it is there
   * @return this
   */
  public DataPackage setMeta(String logicalKey, Map<String, ?> meta) {
    Optional<PackageEntry> entry = logicalKey.endsWith("/") ? Optional.empty() : find(logicalKey);
    if (entry.isPresent()) {
      return set(logicalKey, entry.get().withMeta(meta));
    }
    String directory = prefix + LogicalKeys.directory(logicalKey);
    if (!logicalKey.endsWith("/") && !tree.hasDirectory(directory)) {
      throw new NotFoundException("The package has no entry '" + logicalKey + "'.");
    }
    tree.requireNoEntryAbove(directory);
    new DataPackage(tree, directory, session).setMeta(meta);
    return this;
  }

  private static Map<String, @Nullable Object> checkedMeta(Map<String, ?> meta) {
    // A copy, which nobody changes later into something that can't be written.
    return Json.readObject(Json.write(meta, JsonStyle.PYTHON_ASCII), JsonReading.STRICT);
  }

  // Publishing ---------------------------------------------------------------------------------

  /**
   * Makes this a revision in the local registry, without a message.
   *
   * @return its top hash
   */
  public String build(String name) {
    return build(name, PackageRegistry.local(session), null);
  }

  /**
   * As {@link #build(String, PackageRegistry, String, WorkflowChoice)}, by the default workflow.
   */
  public String build(String name, PackageRegistry registry, @Nullable String message) {
    return build(name, registry, message, WorkflowChoice.byDefault());
  }

  /**
   * Makes this a revision: finds the hashes that are missing, and writes the manifest. Content
   * stays where it is.
   *
   * @param message for those who list revisions, or null
   * @param workflow of the registry that the revision must pass
   * @return its top hash
   * @throws io.t4.error.WorkflowException if it doesn't pass; then nothing was published
   * @throws io.t4.error.StorageException if content can't be read, or has changed since it was
   *     added; then nothing was published
   */
  public String build(
      String name, PackageRegistry registry, @Nullable String message, WorkflowChoice workflow) {
    PackageName.requireValid(name);
    DataPackage revision = revision(name, registry, message, workflow);
    revision.tree.replace(
        StorageFailures.translating(
            "build " + name, () -> new MissingHashes(session).fill(relativeEntries())));
    String topHash = revision.topHash();
    registry.publish(name, topHash, revision, new PackageRegistry.Expectation.Anything());
    become(revision, new Origin(registry.location(), name, topHash));
    return topHash;
  }

  /** A package with this one's metadata and no entries, which has passed the workflow. */
  private DataPackage revision(
      String name, PackageRegistry registry, @Nullable String message, WorkflowChoice workflow) {
    Map<String, @Nullable Object> all = header();
    @Nullable Object meta = all.getOrDefault(PackageEntry.USER_META, Map.of());
    PackageFacts facts =
        new PackageFacts(
            name, message, meta, () -> PackageTree.mapped(relativeEntries(), DataPackage::facts));
    Optional<Map<String, @Nullable Object>> passed =
        WorkflowConfig.validate(registry.location(), session, workflow, facts);
    PackageTree made = new PackageTree(all);
    if (passed.isPresent()) {
      made.header().put(WORKFLOW, passed.get());
    } else {
      made.header().remove(WORKFLOW);
    }
    made.header().put(MESSAGE, message);
    tree.directoriesBelow(prefix)
        .forEach((directory, of) -> made.directories().put(relative(directory), of));
    return new DataPackage(made, "", session);
  }

  private static EntryFacts facts(ManifestLine.Entry line) {
    OptionalLong size = line.entry().size();
    return new EntryFacts(
        line.logicalKey(),
        size.isPresent() ? size.getAsLong() : null,
        line.entry().asMap().getOrDefault(PackageEntry.USER_META, Map.of()));
  }

  /** Takes over what a publication found out. */
  private void become(DataPackage revision, Origin origin) {
    revision.originate(origin);
    if (prefix.isEmpty()) {
      tree.header().clear();
      tree.header().putAll(revision.header());
      tree.replace(revision.tree);
    }
  }

  /** As {@link #push(String, String, PushOptions)}, with {@link PushOptions#none}. */
  public DataPackage push(String name, String registry) {
    return push(name, registry, PushOptions.none());
  }

  /** As {@link #push(String, PackageRegistry, PushOptions)}, to a registry by its URI. */
  public DataPackage push(String name, String registry, PushOptions options) {
    return push(name, PackageRegistry.open(registry, session), options);
  }

  /**
   * Copies the entries to the registry's bucket, except those that are there, and publishes a
   * revision. On one server they are copied without moving their content through this process; what
   * the destination has already is not sent again, so a push that failed can be repeated.
   *
   * @return the revision, whose entries are where they were copied to. This package becomes the
   *     same one, so it can be changed and pushed again
   * @throws io.t4.error.ConflictException if the latest revision isn't the one that this was made
   *     from; {@code latest} is as it was
   * @throws io.t4.error.WorkflowException if this doesn't pass the workflow; nothing was copied
   */
  public DataPackage push(String name, PackageRegistry registry, PushOptions options) {
    PackageName.requireValid(name);
    String what = "push " + name + " to " + registry.location();
    PackagePush push =
        StorageFailures.translating(what, () -> new PackagePush(registry, name, options));
    Optional<String> latest =
        options.isForced() && !options.skipsRepetition()
            ? Optional.empty()
            : registry.findLatest(name);
    PackageRegistry.Expectation expectation =
        options.isForced()
            ? new PackageRegistry.Expectation.Anything()
            : new PackageRegistry.Expectation.Revision(latest.orElse(null));
    if (!options.isForced() && latest.isPresent()) {
      Origin origin = tree.origin();
      registry.requireOrigin(name, latest.get(), origin == null ? null : origin.topHash());
    }
    DataPackage revision = revision(name, registry, options.message(), options.workflow());
    revision.tree.replace(StorageFailures.translating(what, () -> push.run(relativeEntries())));
    String topHash = revision.topHash();
    if (!options.skipsRepetition() || !latest.equals(Optional.of(topHash))) {
      registry.publish(name, topHash, revision, expectation);
    }
    removeStaged(revision);
    become(revision, new Origin(registry.location(), name, topHash));
    return revision;
  }

  /** Files of values that were serialised for this package, and are elsewhere now. */
  private void removeStaged(DataPackage pushed) {
    EntrySources sources = new EntrySources(session);
    walk()
        .filter(line -> sources.isStaged(line.entry().physicalKey()))
        .filter(line -> !sources.isStaged(pushed.get(line.logicalKey()).physicalKey()))
        .forEach(
            line ->
                StorageFailures.running(
                    "remove " + line.entry().get(),
                    () -> Files.deleteIfExists(line.entry().physicalKey().path())));
  }

  // Fetching -----------------------------------------------------------------------------------

  /**
   * Brings all entries below to a directory, in parallel, by their paths in this package. Files
   * that are right already stay; others of the same names are replaced, each as a whole and only
   * after its content was checked. Other files there stay.
   *
   * @param directory made if missing
   * @return a package of the same metadata whose entries have the files as physical keys
   * @throws InvalidKeyException if a logical key can't be a file there, before anything is fetched
   * @throws FormatException if content is not what the package says; what was fetched before stays,
   *     and the call can be repeated
   */
  public DataPackage fetch(Path directory) {
    PackageTree fetched = new PackageTree(header());
    tree.directoriesBelow(prefix)
        .forEach((name, meta) -> fetched.directories().put(relative(name), meta));
    fetched.replace(
        StorageFailures.translating(
            "fetch the package to " + directory,
            () -> new PackageDownload(session, null).run(this::relativeEntries, directory)));
    return new DataPackage(fetched, "", session);
  }

  /** As {@link #install(String, PackageRegistry, InstallOptions)}, of the latest revision. */
  public static DataPackage install(String name, String registry) {
    return install(name, registry, InstallOptions.latest());
  }

  /**
   * As {@link #install(String, PackageRegistry, InstallOptions)}, of a registry by its URI, in the
   * {@link T4Session#defaultSession}.
   */
  public static DataPackage install(String name, String registry, InstallOptions options) {
    return install(name, PackageRegistry.open(registry), options);
  }

  /**
   * Brings a revision to this machine: its files, in parallel and checked, then its manifest into
   * the local registry, with the same top hash and with physical keys that are the local files. Of
   * a part, the other entries keep the physical keys that they have.
   *
   * <p>Files that are right already stay, so what failed or was killed goes on where it stopped
   * when it is repeated; a file has its name only when its content is right. Files of the directory
   * that the package doesn't have stay.
   *
   * @return the installed revision
   * @throws NotFoundException if there is no such package, revision or path
   * @throws InvalidKeyException if a logical key can't be a file there, before anything is fetched
   * @throws FormatException if manifest or content are not what their hashes say; the local
   *     registry is as it was
   */
  public static DataPackage install(String name, PackageRegistry registry, InstallOptions options) {
    return new PackageInstall(registry, name, options).run();
  }

  /**
   * Copies the latest revision of a package to another registry, as {@link #copy(String,
   * PackageRegistry, PackageRegistry, String)}.
   */
  public static DataPackage copy(String name, PackageRegistry from, PackageRegistry to) {
    return copy(name, from, to, PackageVersion.LATEST);
  }

  /**
   * Copies a revision of a package to another registry: its files, then its manifest. It has the
   * same top hash there, unless the workflows of the registries differ, which manifests record.
   * Nothing is published if it is the latest one there already.
   *
   * @param revision as in {@link PackageRegistry#resolveHash}
   * @return the copy
   * @throws io.t4.error.ConflictException if the latest revision there is none that the package has
   *     here: somebody has published there
   */
  public static DataPackage copy(
      String name, PackageRegistry from, PackageRegistry to, String revision) {
    DataPackage source = from.browse(name, revision);
    to.findLatest(name)
        .filter(
            latest ->
                from.listPackageVersions(name).stream()
                    .anyMatch(version -> version.topHash().equals(latest)))
        .ifPresent(latest -> source.originate(new Origin(to.location(), name, latest)));
    PushOptions options = PushOptions.none().dedupe();
    return source.push(name, to, source.message().map(options::message).orElse(options));
  }

  /** As {@link #verify(Path, ExtraFiles)}; extra files are differences. */
  public Verification verify(Path directory) {
    return verify(directory, ExtraFiles.REPORTED);
  }

  /**
   * Compares the files below a directory with the entries: sizes and hashes, not metadata. A {@code
   * .quiltignore} has no say. Symbolic links count as files if they lead to one in the directory.
   * Remains of a download that was killed don't count.
   *
   * @return each difference
   * @throws InvalidInputException if an entry has no hash yet
   * @throws FormatException if a hash has an unknown type
   * @throws NotFoundException if there is no such directory
   */
  public Verification verify(Path directory, ExtraFiles extraFiles) {
    Verification.Builder report = new Verification.Builder();
    verify(directory, extraFiles, report::add);
    return report.build();
  }

  /**
   * As {@link #verify(Path, ExtraFiles)}, however many differences there are.
   *
   * @param differences told of each as it is found, in no order, by one thread at a time
   */
  public void verify(
      Path directory, ExtraFiles extraFiles, Consumer<Verification.Difference> differences) {
    StorageFailures.running(
        "verify " + directory,
        () ->
            new DirectoryVerification(session, extraFiles, differences)
                .run(this::relativeEntries, directory));
  }

  // --------------------------------------------------------------------------------------------

  private String relative(String key) {
    return key.substring(prefix.length());
  }

  private static <T> Stream<T> stream(Iterator<T> elements) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /**
   * Whether the other is a package with the same metadata, directories' metadata and entries. Where
   * the content is, message and workflow don't count.
   */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof DataPackage other
        && meta().equals(other.meta())
        && directoryMeta().equals(other.directoryMeta())
        && changes(other).findAny().isEmpty();
  }

  @Override
  public int hashCode() {
    // Entries can change; what is equal has the same metadata.
    return meta().hashCode();
  }

  /** The tree, a name a line, cut after some twenty. */
  @Override
  public String toString() {
    return PackageText.of(relativeEntries());
  }
}
