package io.t4.packages;

import io.t4.session.T4Session;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A local directory that is pushed as a package again and again, without a program that keeps the
 * package in memory between. The local registry remembers which revision the directory was last.
 *
 * <p>For one thread at a time.
 */
public final class PackageDirectory {
  private final String name;
  private final PackageRegistry local;
  private final DataPackage contents;

  private PackageDirectory(String name, PackageRegistry local, DataPackage contents) {
    this.name = name;
    this.local = local;
    this.contents = contents;
  }

  /**
   * Lists a directory as the successor of the package's latest revision in the local registry, if
   * there is one: the metadata of the package, and of those directories and entries that are still
   * there, is kept; what is no longer in the directory is no longer in the package.
   *
   * @param name of the package
   * @param directory listed as {@link DataPackage#setDir(String, Path)} does
   * @throws io.t4.error.NotFoundException if there is no such directory
   * @throws io.t4.error.InvalidInputException if the name is none of a package
   */
  public static PackageDirectory open(String name, Path directory, T4Session session) {
    PackageRegistry local = PackageRegistry.local(session);
    Optional<String> known = local.findLatest(name);
    DataPackage contents = DataPackage.create(session).setDir("", directory);
    known.ifPresent(
        topHash -> {
          keepMeta(local.browse(name, topHash), contents);
          contents.originate(new Origin(local.location(), name, topHash));
        });
    return new PackageDirectory(name, local, contents);
  }

  private static void keepMeta(DataPackage before, DataPackage contents) {
    if (!before.meta().isEmpty()) {
      contents.setMeta(before.meta());
    }
    EntryTable.Builder entries = new EntryTable.Builder();
    contents
        .walk()
        .map(
            line ->
                before
                    .find(line.logicalKey())
                    .map(entry -> new ManifestLine.Entry(line.logicalKey(), kept(line, entry)))
                    .orElse(line))
        .forEach(entries::add);
    contents.replace(entries.build());
    before
        .mapDirectories((path, directory) -> path)
        .filter(contents::contains)
        .forEach(path -> contents.setMeta(path, before.directory(path).meta()));
  }

  /** The file of the one with the metadata of the other. */
  private static PackageEntry kept(ManifestLine.Entry file, PackageEntry before) {
    PackageEntry found = file.entry();
    return found.asMap().isEmpty()
        ? new PackageEntry(
            found.get(), found.sizeOrUnknown(), found.hashOrNull(), before.metaJson())
        : found;
  }

  /** What will be pushed. Metadata can be set, and entries changed, before it is. */
  public DataPackage contents() {
    return contents;
  }

  /**
   * Pushes as {@link DataPackage#push(String, PackageRegistry, PushOptions)}, and remembers the
   * revision in the local registry, where its entries are the local files. So the next push from
   * the directory follows this one, unless somebody has published in between.
   *
   * @return the revision as it is in the registry
   * @throws io.t4.error.ConflictException if the latest revision in the registry isn't the one that
   *     the local registry has; nothing was changed
   * @throws io.t4.error.StorageException also if the revision was pushed and could not be
   *     remembered; the message then names the local registry, and the next push needs {@link
   *     PushOptions#force}
   */
  public DataPackage push(PackageRegistry registry, PushOptions options) {
    // A copy: what is pushed becomes the revision, with entries that are elsewhere.
    DataPackage files = contents.filter((key, entry) -> true);
    DataPackage revision = contents.push(name, registry, options);
    if (!registry.location().equals(local.location())) {
      remember(revision, files);
    }
    return revision;
  }

  private void remember(DataPackage revision, DataPackage files) {
    String topHash = revision.topHash();
    if (local.findLatest(name).equals(Optional.of(topHash))) {
      return;
    }
    EntryTable.Builder entries = new EntryTable.Builder();
    revision
        .walk()
        .map(
            line ->
                new ManifestLine.Entry(
                    line.logicalKey(),
                    line.entry().withPhysicalKey(files.get(line.logicalKey()).physicalKey())))
        .forEach(entries::add);
    DataPackage remembered = revision.filter((key, entry) -> true);
    remembered.replace(entries.build());
    local.publish(name, topHash, remembered, new PackageRegistry.Expectation.Anything());
  }
}
