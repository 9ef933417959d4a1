package io.t4.packages;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What of a package is installed, and where. Immutable: each method gives changed options.
 *
 * <pre>{@code InstallOptions.latest().path("winter/").to(Path.of("data"))}</pre>
 */
public final class InstallOptions {
  private static final InstallOptions LATEST =
      new InstallOptions(PackageVersion.LATEST, null, null, null);

  private final String revision;
  private final @Nullable Path directory;
  private final @Nullable String path;
  private final @Nullable PackageRegistry local;

  private InstallOptions(
      String revision,
      @Nullable Path directory,
      @Nullable String path,
      @Nullable PackageRegistry local) {
    this.revision = revision;
    this.directory = directory;
    this.path = path;
    this.local = local;
  }

  /** The whole latest revision, to the usual place. */
  public static InstallOptions latest() {
    return LATEST;
  }

  /**
   * As {@link #latest}, of another revision.
   *
   * @param revision as in {@link PackageRegistry#resolveHash}
   */
  public static InstallOptions revision(String revision) {
    return new InstallOptions(requireNonNull(revision, "revision"), null, null, null);
  }

  /**
   * The directory of the files; made if missing. Without this, one of the package's name below
   * {@code default_install_location}, else below the local registry.
   */
  public InstallOptions to(Path dest) {
    return new InstallOptions(revision, requireNonNull(dest, "dest"), path, local);
  }

  /**
   * Only this entry, or what is in this directory of the package. The file, or the files of the
   * directory, come directly into the directory of {@link #to}.
   *
   * @param logicalKey of a directory with or without {@code /} at its end
   */
  public InstallOptions path(String logicalKey) {
    return new InstallOptions(revision, directory, requireNonNull(logicalKey, "logicalKey"), local);
  }

  /**
   * Where the revision is published; without this, in {@link PackageRegistry#local}.
   *
   * @param registry a local one
   */
  public InstallOptions into(PackageRegistry registry) {
    return new InstallOptions(revision, directory, path, requireNonNull(registry, "registry"));
  }

  String revision() {
    return revision;
  }

  @Nullable Path directory() {
    return directory;
  }

  @Nullable String path() {
    return path;
  }

  @Nullable PackageRegistry local() {
    return local;
  }
}
