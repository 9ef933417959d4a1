package io.t4.packages.filesystem;

import io.t4.error.InvalidKeyException;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageEntry;
import java.io.IOException;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A package as a read-only file system: its entries are the files, by their logical keys below
 * {@code /}.
 *
 * <pre>{@code
 * try (FileSystem storms = PackageFileSystem.of(DataPackage.browse("team/storms", "s3://bucket"));
 *     Stream<Path> files = Files.walk(storms.getPath("/"))) {
 *   …
 * }
 * }</pre>
 *
 * <p>Content is fetched when it is read, by way of the {@link io.t4.packages.ObjectCache}, and
 * checked: streams tell at their end, channels before they are opened, if it is not what the
 * package says. Everything that would write throws a {@link
 * java.nio.file.ReadOnlyFileSystemException}. Packages know no times: all files are of 1970.
 *
 * <p>Safe for use from many threads. What is changed in the package later is not seen here.
 */
public final class PackageFileSystem extends FileSystem {
  static final String SEPARATOR = "/";

  private final DataPackage content;
  private final PackagePath root;
  private volatile boolean open = true;

  private PackageFileSystem(DataPackage content) {
    this.content = content;
    this.root = PackagePath.of(this, SEPARATOR);
  }

  /** The file system of a package, or of a directory of one, as it is now. */
  public static FileSystem of(DataPackage directory) {
    // A copy, which nobody else can change.
    return new PackageFileSystem(directory.filter((key, entry) -> true));
  }

  PackagePath root() {
    return root;
  }

  /** The package; what is asked of it must not change it. */
  DataPackage content() {
    if (!open) {
      throw new ClosedFileSystemException();
    }
    return content;
  }

  /** The entry of a path, if it is a file. */
  Optional<PackageEntry> find(PackagePath path) {
    String key = path.logicalKey();
    try {
      return key.isEmpty() ? Optional.empty() : content().find(key);
    } catch (InvalidKeyException e) {
      // What can't be a logical key is nothing in a package.
      return Optional.empty();
    }
  }

  /** The entry of a path. */
  PackageEntry entry(PackagePath path) throws IOException {
    Optional<PackageEntry> found = find(path);
    if (found.isEmpty()) {
      throw isDirectory(path)
          ? new IOException(path + " is a directory of the package")
          : new NoSuchFileException(path.toString());
    }
    return found.get();
  }

  boolean isDirectory(PackagePath path) {
    String key = path.logicalKey();
    try {
      return key.isEmpty() || content().contains(key + "/");
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  @Override
  public FileSystemProvider provider() {
    return PackageFileSystemProvider.INSTANCE;
  }

  /** Ends the use of it; streams that are open can be read to their end. */
  @Override
  public void close() {
    open = false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isReadOnly() {
    return true;
  }

  @Override
  public String getSeparator() {
    return SEPARATOR;
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return List.of(root);
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return List.of();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    List<String> parts = new ArrayList<>(List.of(more));
    parts.add(0, first);
    // An empty part must not look like a root.
    parts.removeIf(String::isEmpty);
    return PackagePath.of(this, String.join(SEPARATOR, parts));
  }

  /**
   * A matcher of paths.
   *
   * @param syntaxAndPattern {@code glob:…} or {@code regex:…}, as of the default file system
   */
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    int colon = syntaxAndPattern.indexOf(':');
    String syntax = syntaxAndPattern.substring(0, Math.max(colon, 0));
    String text = syntaxAndPattern.substring(colon + 1);
    Pattern pattern =
        switch (syntax.toLowerCase(Locale.ROOT)) {
          case "glob" -> GlobPattern.compile(text);
          case "regex" -> Pattern.compile(text);
          default ->
              throw syntax.isEmpty()
                  ? new IllegalArgumentException(
                      "'" + syntaxAndPattern + "' names no syntax; write glob:*.csv")
                  : new UnsupportedOperationException(
                      "the syntax '" + syntax + "' is unknown; glob and regex are known");
        };
    return path -> pattern.matcher(path.toString()).matches();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("packages know no owners");
  }

  /** Packages never change, so there is nothing to watch. */
  @Override
  public @Nullable WatchService newWatchService() {
    throw new UnsupportedOperationException("packages never change");
  }
}
