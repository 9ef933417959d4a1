package io.t4.packages;

import io.t4.config.T4Config;
import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import io.t4.session.T4Session;
import io.t4.storage.StorageFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings a revision to this machine: its files, then its manifest. */
final class PackageInstall {
  private final PackageRegistry source;
  private final PackageRegistry local;
  private final T4Session session;
  private final String name;
  private final InstallOptions options;

  PackageInstall(PackageRegistry source, String name, InstallOptions options) {
    this.source = source;
    this.session = source.session();
    this.name = name;
    this.options = options;
    PackageRegistry chosen = options.local();
    this.local = chosen != null ? chosen : PackageRegistry.local(session);
    if (!local.isLocal()) {
      throw new InvalidInputException(
          "Packages are installed into a registry on this machine, and %s is elsewhere; push the package there instead."
              .formatted(local.location()));
    }
  }

  /** The installed revision; entries that were fetched have the files as physical keys. */
  DataPackage run() {
    DataPackage revision = source.browse(name, options.revision());
    String topHash = revision.topHash();
    Path directory = directory();
    StorageFailures.running(
        "install %s@%s to %s".formatted(name, topHash, directory),
        () -> fetch(revision, directory));
    local.publish(name, topHash, revision, new PackageRegistry.Expectation.Anything());
    revision.originate(new Origin(local.location(), name, topHash));
    return revision;
  }

  private void fetch(DataPackage revision, Path directory) throws IOException {
    Path registry = local.location().path();
    PackageDownload download =
        new PackageDownload(
            session, Files.createDirectories(registry).toRealPath().resolve(".quilt"));
    String path = options.path();
    if (path == null) {
      revision.replace(download.run(revision::relativeEntries, directory));
      return;
    }
    String parent = LogicalKeys.directory(path);
    PackageEntry single = path.endsWith("/") ? null : entry(revision, path);
    if (single == null && !(revision.contains(path) && !parent.isEmpty())) {
      throw new NotFoundException(
          "The package %s has no entry or directory '%s'.".formatted(name, path));
    }
    Supplier<Iterator<ManifestLine.Entry>> chosen =
        single == null
            ? revision.directory(path)::relativeEntries
            : () ->
                List.of(new ManifestLine.Entry(path.substring(path.lastIndexOf('/') + 1), single))
                    .iterator();
    String prefix = single == null ? parent : path.substring(0, path.lastIndexOf('/') + 1);
    EntryTable.Builder fetched = new EntryTable.Builder();
    for (ManifestLine.Entry line : download.run(chosen, directory)) {
      fetched.add(new ManifestLine.Entry(prefix + line.logicalKey(), line.entry()));
    }
    revision.putAll(fetched.build());
  }

  private static @Nullable PackageEntry entry(DataPackage revision, String path) {
    return revision.find(path).orElse(null);
  }

  private Path directory() {
    Path chosen = options.directory();
    if (chosen != null) {
      return chosen.toAbsolutePath().normalize();
    }
    PackageName.requireValid(name);
    return session
        .config()
        .get(T4Config.INSTALL_LOCATION)
        .map(
            location -> {
              if (!EntrySources.location(location).scheme().equals("file")) {
                throw new InvalidInputException(
                    "The setting %s must be a directory on this machine, not '%s'."
                        .formatted(T4Config.INSTALL_LOCATION, location));
              }
              return EntrySources.location(location).path();
            })
        .orElseGet(() -> local.location().path())
        .resolve(name);
  }
}
