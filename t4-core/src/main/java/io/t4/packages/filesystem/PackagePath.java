package io.t4.packages.filesystem;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path in a package. Names are compared as they are, and relative paths count from the root.
 *
 * <p>The empty path has one empty name, as everywhere.
 */
final class PackagePath implements Path {
  private static final List<String> EMPTY = List.of("");

  private final PackageFileSystem fileSystem;
  private final boolean absolute;

  /** None for the root. */
  private final List<String> names;

  private PackagePath(PackageFileSystem fileSystem, boolean absolute, List<String> names) {
    this.fileSystem = fileSystem;
    this.absolute = absolute;
    this.names = !absolute && names.isEmpty() ? EMPTY : List.copyOf(names);
  }

  static PackagePath of(PackageFileSystem fileSystem, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidPathException(text.replace("\0", "\\0"), "it has a NUL character");
    }
    List<String> names = new ArrayList<>();
    for (String name : text.split("/", -1)) {
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return new PackagePath(fileSystem, text.startsWith("/"), names);
  }

  private PackagePath relative(List<String> parts) {
    return new PackagePath(fileSystem, false, parts);
  }

  private boolean isEmpty() {
    return names == EMPTY || names.equals(EMPTY);
  }

  /** The names that count. */
  private List<String> parts() {
    return isEmpty() ? List.of() : names;
  }

  static PackagePath of(Path path) {
    if (path instanceof PackagePath own) {
      return own;
    }
    throw new ProviderMismatchException();
  }

  private PackagePath sameKind(Path other) {
    return of(other);
  }

  /** The key of an entry here; of a directory without slash at the end, of the root empty. */
  String logicalKey() {
    return String.join("/", normalize().parts());
  }

  @Override
  public PackageFileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return absolute;
  }

  @Override
  public @Nullable Path getRoot() {
    return absolute ? fileSystem.root() : null;
  }

  @Override
  public @Nullable Path getFileName() {
    return names.isEmpty() ? null : relative(List.of(names.get(names.size() - 1)));
  }

  @Override
  public @Nullable Path getParent() {
    if (names.size() > 1 || (absolute && !names.isEmpty())) {
      return new PackagePath(fileSystem, absolute, names.subList(0, names.size() - 1));
    }
    return null;
  }

  @Override
  public int getNameCount() {
    return names.size();
  }

  @Override
  public Path getName(int index) {
    return subpath(index, index + 1);
  }

  @Override
  public Path subpath(int begin, int end) {
    if (begin < 0 || end > names.size() || begin >= end) {
      throw new IllegalArgumentException(
          "%s has no names from %d to %d".formatted(this, begin, end));
    }
    return relative(names.subList(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return other instanceof PackagePath path
        && path.fileSystem == fileSystem
        && path.absolute == absolute
        && path.names.size() <= names.size()
        && names.subList(0, path.names.size()).equals(path.names);
  }

  @Override
  public boolean endsWith(Path other) {
    if (!(other instanceof PackagePath path) || path.fileSystem != fileSystem) {
      return false;
    }
    int from = names.size() - path.names.size();
    return from >= 0
        && (!path.absolute || (absolute && from == 0))
        && names.subList(from, names.size()).equals(path.names);
  }

  @Override
  public PackagePath normalize() {
    List<String> normal = new ArrayList<>();
    for (String name : parts()) {
      boolean above = name.equals("..");
      boolean hasName = !normal.isEmpty() && !normal.get(normal.size() - 1).equals("..");
      if (above && hasName) {
        normal.remove(normal.size() - 1);
      } else if (!name.equals(".") && !(above && absolute)) {
        normal.add(name);
      }
    }
    return new PackagePath(fileSystem, absolute, normal);
  }

  @Override
  public Path resolve(Path other) {
    PackagePath path = sameKind(other);
    if (path.absolute) {
      return path;
    }
    List<String> joined = new ArrayList<>(parts());
    joined.addAll(path.parts());
    return new PackagePath(fileSystem, absolute, joined);
  }

  @Override
  public Path relativize(Path other) {
    PackagePath path = sameKind(other);
    if (path.absolute != absolute) {
      throw new IllegalArgumentException(
          "%s and %s are not both absolute or both relative".formatted(this, path));
    }
    List<String> from = parts();
    List<String> to = path.parts();
    int common = 0;
    while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
      common++;
    }
    List<String> names = new ArrayList<>();
    for (int i = common; i < from.size(); i++) {
      names.add("..");
    }
    names.addAll(to.subList(common, to.size()));
    return relative(names);
  }

  @Override
  public URI toUri() {
    try {
      return new URI(PackageFileSystemProvider.SCHEME, "", toAbsolutePath().toString(), null, null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PackagePath toAbsolutePath() {
    return absolute ? this : new PackagePath(fileSystem, true, parts());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    PackagePath real = toAbsolutePath().normalize();
    if (fileSystem.find(real).isEmpty() && !fileSystem.isDirectory(real)) {
      throw new NoSuchFileException(toString());
    }
    return real;
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException("packages never change");
  }

  @Override
  public int compareTo(Path other) {
    return toString().compareTo(sameKind(other).toString());
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof PackagePath other
        && fileSystem == other.fileSystem
        && absolute == other.absolute
        && names.equals(other.names);
  }

  @Override
  public int hashCode() {
    return Objects.hash(absolute, names);
  }

  @Override
  public String toString() {
    return (absolute ? "/" : "") + String.join("/", names);
  }
}
