package io.t4.storage.local;

import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.Location;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectKeys;
import io.t4.storage.SupportsPartialListing.LeftOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The directory tree of a bucket: which file is which object.
 *
 * <p>Nothing outside the tree is an object: a symbolic link counts if it leads to a file inside,
 * and no link to a directory is followed at all. A name counts only as it is spelled on the disk,
 * also where the file system would find it under another one.
 *
 * @param root the real path of the directory
 */
record LocalTree(Path root, Location location) {
  /** In bytes of UTF-8; what most file systems take. */
  private static final int MAX_NAME = 255;

  /** Names that are devices in every directory of Windows. */
  private static final Pattern WINDOWS_DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  /** Looks the directory up. */
  static LocalTree open(Path directory, Location location) throws IOException {
    Path root;
    try {
      root = directory.toRealPath();
    } catch (NoSuchFileException e) {
      throw new NoSuchBucketException(
          location.toString(), "the directory does not exist; create it first", e);
    }
    if (!Files.isDirectory(root)) {
      throw new NoSuchBucketException(location.toString(), "this is a file, not a directory");
    }
    return new LocalTree(root, location);
  }

  /**
   * Where the object of that key would be; for a directory marker the directory.
   *
   * @throws InvalidObjectKeyException if no file can have exactly that name
   */
  Path resolve(String key) throws InvalidObjectKeyException {
    Path path = root;
    for (String name : segments(key)) {
      String problem = problem(name);
      Path child = problem == null ? child(path, name) : null;
      if (child == null) {
        throw new InvalidObjectKeyException(
            key,
            "a directory can't hold it, because "
                + (problem == null ? "'" + name + "' can't be a file's name here" : problem));
      }
      path = child;
    }
    return path;
  }

  private static List<String> segments(String key) {
    List<String> names = List.of(key.split("/", -1));
    // The empty name after a final slash says that the key is a directory marker.
    return ObjectKeys.isDirectory(key) ? names.subList(0, names.size() - 1) : names;
  }

  private @Nullable String problem(String name) {
    if (name.isEmpty()) {
      return "it begins with '/' or contains '//'";
    }
    if (name.equals(".") || name.equals("..")) {
      return "'" + name + "' is not a file's name";
    }
    if (name.codePoints().anyMatch(Character::isISOControl)) {
      return "it contains a control character";
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      return "a part between slashes has more than " + MAX_NAME + " bytes";
    }
    if (AtomicFile.isTemporary(name)) {
      return "'" + name + "' is kept for unfinished writes";
    }
    if (root.getFileSystem().getSeparator().equals("\\")
        && (name.endsWith(".") || WINDOWS_DEVICE.matcher(name).matches())) {
      return "'" + name + "' can't be a file's name on Windows";
    }
    return null;
  }

  /** The child of exactly that name; null if the file system reads something else into it. */
  private static @Nullable Path child(Path directory, String name) {
    try {
      Path child = directory.resolve(name);
      Path last = child.getFileName();
      return directory.equals(child.getParent()) && last != null && last.toString().equals(name)
          ? child
          : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * The object of that key.
   *
   * @throws NoSuchFileException if there is none
   */
  LocalFile find(String key) throws IOException {
    Path path;
    try {
      path = resolve(key);
    } catch (InvalidObjectKeyException e) {
      throw new NoSuchFileException(
          key, null, "no such object in " + location + ": " + e.getReason());
    }
    LocalFile file = isSpelledSo(path) ? look(key, path) : null;
    if (file == null || !isObject(file)) {
      throw new NoSuchFileException(key, null, "no such object in " + location);
    }
    return file;
  }

  /** Whether the key, by its final slash or without, means a directory marker or a file. */
  private static boolean isObject(LocalFile file) throws IOException {
    boolean directory = file.attributes().isDirectory();
    return directory == ObjectKeys.isDirectory(file.key()) && (!directory || isEmpty(file.path()));
  }

  /** Whether the path exists under exactly this name, and no link to a directory is in it. */
  boolean isSpelledSo(Path path) throws IOException {
    Path real = real(path);
    return real != null && real.equals(path);
  }

  /** Whether the path leads to something that has another name. */
  boolean isSpelledOtherwise(Path path) throws IOException {
    Path real = real(path);
    return real != null && !real.equals(path);
  }

  /** The path as the disk spells it, a link at its end not followed; null if it is missing. */
  private @Nullable Path real(Path path) throws IOException {
    try {
      return Files.isSymbolicLink(path)
          ? parent(path).toRealPath().resolve(parent(path).relativize(path))
          : path.toRealPath();
    } catch (NoSuchFileException e) {
      return null;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Above the file there may be another file, which is no error: such a path is missing.
      if (isBelowFile(path)) {
        return null;
      }
      throw e;
    }
  }

  private boolean isBelowFile(Path path) {
    for (Path above = parent(path); !above.equals(root); above = parent(above)) {
      if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        return true;
      }
    }
    return false;
  }

  /** What stands at a path in the tree; null if it is no object and no directory. */
  private @Nullable LocalFile look(String key, Path path) throws IOException {
    try {
      BasicFileAttributes attributes = attributes(path);
      if (attributes.isSymbolicLink()) {
        return follow(key, path);
      }
      return attributes.isOther() ? null : new LocalFile(key, path, path, attributes);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      // A file may have taken the place of a directory since the path was found.
      if (isBelowFile(path)) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable LocalFile follow(String key, Path link) throws IOException {
    Path target;
    try {
      target = link.toRealPath();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // It leads to nothing, or to itself.
      return null;
    }
    BasicFileAttributes attributes = attributes(target);
    return target.startsWith(root) && attributes.isRegularFile()
        ? new LocalFile(key, link, target, attributes)
        : null;
  }

  /** The directory above; every path below the root has one. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** A file or directory of which it is known that it is there. */
  static LocalFile file(String key, Path path) throws IOException {
    return new LocalFile(key, path, path, attributes(path));
  }

  /** Of the path itself, also if it is a link. */
  static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a directory if nothing is in it; returns whether it is gone now. */
  static boolean removeIfEmpty(Path directory) {
    try {
      Files.deleteIfExists(directory);
      return true;
    } catch (IOException e) {
      // It holds something, or may not be removed: no reason to fail what emptied it.
      return false;
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return false;
    }
  }

  /**
   * A directory of the tree.
   *
   * @param prefix of the keys in it: empty, or ending in {@code /}
   * @return null if there is no such directory
   */
  @Nullable LocalDirectory directory(String prefix) throws IOException {
    return ifThere(prefix, path -> read(path, prefix));
  }

  /**
   * What is in a directory of the tree, of which only what is asked for is looked at.
   *
   * @param prefix of the keys in it: empty, or ending in {@code /}
   * @return null if there is no such directory
   */
  @Nullable LocalLevelListing level(String prefix, String startAfter) throws IOException {
    return ifThere(
        prefix, path -> new LocalLevelListing(this, path, prefix, names(path), startAfter));
  }

  @FunctionalInterface
  private interface DirectoryReader<T> {
    T read(Path directory) throws IOException;
  }

  private <T> @Nullable T ifThere(String prefix, DirectoryReader<T> reader) throws IOException {
    try {
      Path path = path(prefix);
      // In this order: a directory above that may not be searched is no sign that there is none.
      return isSpelledSo(path) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          ? reader.read(path)
          : null;
    } catch (InvalidObjectKeyException | NoSuchFileException | NotDirectoryException e) {
      return null;
    }
  }

  /** Where a directory is or would be. */
  Path path(String prefix) throws InvalidObjectKeyException {
    return prefix.isEmpty() ? root : resolve(prefix);
  }

  /** Whether there is a directory of that prefix, and not a link to one. */
  boolean isDirectory(String prefix) throws InvalidObjectKeyException {
    return Files.isDirectory(path(prefix), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether an entry of that name in the directory can be an object, or hold some. */
  boolean holds(String prefix, String name) throws InvalidObjectKeyException {
    return problem(name) == null && isKey(prefix + name) && child(path(prefix), name) != null;
  }

  /** The prefixes of the directories in a directory; none if it is gone. */
  List<String> subdirectories(String prefix) throws IOException {
    LocalDirectory directory = directory(prefix);
    return directory == null
        ? List.of()
        : directory.names().stream().filter(ObjectKeys::isDirectory).map(prefix::concat).toList();
  }

  private static List<String> names(Path path) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(ObjectKeys.ORDER);
    return names;
  }

  /**
   * What has that name in a directory: an object, or a directory, by its key without the {@code /}.
   *
   * @return null if it is neither, or has a name that no object can have
   */
  @Nullable LocalFile entry(Path directory, String prefix, String name) throws IOException {
    Path path = problem(name) == null ? child(directory, name) : null;
    LocalFile file = path == null ? null : look(prefix + name, path);
    return file != null && isKey(file.attributes().isDirectory() ? file.key() + "/" : file.key())
        ? file
        : null;
  }

  private LocalDirectory read(Path path, String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    boolean empty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        empty = false;
        String name = entry.getFileName().toString();
        String ended = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) ? name + "/" : name;
        String problem = problem(name);
        if (problem == null && !entry.equals(child(path, name))) {
          problem = "its name was garbled on the way from bytes to text";
        } else if (problem == null && !isKey(prefix + ended)) {
          problem = "its key would have more than " + ObjectKeys.MAX_BYTES + " bytes";
        }
        if (problem == null) {
          names.add(ended);
        } else if (!AtomicFile.isTemporary(name)) {
          leftOut.add(new LeftOut(prefix + shown(ended), problem));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    if (empty && !prefix.isEmpty()) {
      names.add("");
    }
    names.sort(ObjectKeys.ORDER);
    return new LocalDirectory(path, prefix, List.copyOf(names), List.copyOf(leftOut));
  }

  private static boolean isKey(String key) {
    return key.getBytes(StandardCharsets.UTF_8).length <= ObjectKeys.MAX_BYTES;
  }

  private static String shown(String name) {
    return name.replaceAll("\\p{Cc}", "?");
  }

  /** The object of that name in the directory; null if there is none, or none any more. */
  @Nullable LocalFile object(LocalDirectory directory, String name) throws IOException {
    return object(directory.prefix() + name, directory.path().resolve(name));
  }

  /** The object at a path; null if there is none. */
  @Nullable LocalFile object(String key, Path path) throws IOException {
    LocalFile file = look(key, path);
    return file != null && isObject(file) ? file : null;
  }
}
