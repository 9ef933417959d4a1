package io.t4.packages.filesystem;

import io.t4.error.T4Exception;
import io.t4.packages.PackageEntry;
import io.t4.storage.local.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code Files} asks of packages. */
final class PackageFileSystemProvider extends FileSystemProvider {
  static final String SCHEME = "quilt-package";
  static final PackageFileSystemProvider INSTANCE = new PackageFileSystemProvider();

  private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ);

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("open a package by PackageFileSystem.of");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("open a package by PackageFileSystem.of");
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("open a package by PackageFileSystem.of");
  }

  // Reading ------------------------------------------------------------------------------------

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    requireReading(Set.of(options));
    PackagePath file = PackagePath.of(path);
    PackageEntry entry = file.getFileSystem().entry(file);
    return reading(entry::openStream);
  }

  /** A channel over a temporary copy, which has been checked and goes when it is closed. */
  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    requireReading(options);
    PackagePath file = PackagePath.of(path);
    PackageEntry entry = file.getFileSystem().entry(file);
    Scratch directory = Scratch.directory();
    try {
      Path copy = directory.path().resolve("content");
      PackageEntry unused = reading(() -> entry.fetch(copy));
      return new ScratchChannel(FileChannel.open(copy, StandardOpenOption.READ), directory);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private static void requireReading(Set<? extends OpenOption> options) {
    for (OpenOption option : options) {
      if (option instanceof StandardOpenOption && !READING.contains(option)) {
        throw new ReadOnlyFileSystemException();
      }
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T get() throws IOException;
  }

  /** Those who use a file system expect exceptions of one. */
  private static <T> T reading(Reading<T> operation) throws IOException {
    try {
      return operation.get();
    } catch (T4Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    PackagePath directory = PackagePath.of(path);
    requireThere(directory);
    if (!directory.getFileSystem().isDirectory(directory)) {
      throw new NotDirectoryException(path.toString());
    }
    String key = directory.logicalKey();
    List<String> names =
        key.isEmpty()
            ? directory.getFileSystem().content().keys()
            : directory.getFileSystem().content().directory(key).keys();
    return new NamesStream(directory, names, filter);
  }

  private static void requireThere(PackagePath path) throws IOException {
    Path unused = path.toRealPath();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    PackagePath file = PackagePath.of(path);
    requireThere(file);
    for (AccessMode mode : modes) {
      boolean directory = file.getFileSystem().isDirectory(file);
      if (mode == AccessMode.WRITE || (mode == AccessMode.EXECUTE && !directory)) {
        throw new AccessDeniedException(path.toString(), null, "packages are only read");
      }
    }
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    return path.equals(other)
        || (other instanceof PackagePath own
            && own.getFileSystem() == path.getFileSystem()
            && path.toRealPath().equals(own.toRealPath()));
  }

  @Override
  public boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("packages are on no disk");
  }

  // Attributes ---------------------------------------------------------------------------------

  /** Of a file or directory in a package. */
  private record Attributes(boolean isDirectory, long size) implements BasicFileAttributes {
    private static final FileTime EPOCH = FileTime.fromMillis(0);

    @Override
    public FileTime lastModifiedTime() {
      return EPOCH;
    }

    @Override
    public FileTime lastAccessTime() {
      return EPOCH;
    }

    @Override
    public FileTime creationTime() {
      return EPOCH;
    }

    @Override
    public boolean isRegularFile() {
      return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public @Nullable Object fileKey() {
      return null;
    }

    private Map<String, Object> asMap() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("size", size);
      all.put("isDirectory", isDirectory);
      all.put("isRegularFile", isRegularFile());
      all.put("isSymbolicLink", false);
      all.put("isOther", false);
      all.put("lastModifiedTime", EPOCH);
      all.put("lastAccessTime", EPOCH);
      all.put("creationTime", EPOCH);
      return all;
    }
  }

  private static Attributes attributes(Path path) throws IOException {
    PackagePath file = PackagePath.of(path);
    Optional<PackageEntry> entry = file.getFileSystem().find(file);
    if (entry.isPresent()) {
      return new Attributes(false, entry.get().size().orElse(0));
    }
    if (file.getFileSystem().isDirectory(file)) {
      return new Attributes(true, 0);
    }
    throw new NoSuchFileException(path.toString());
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException("packages have the basic attributes only");
    }
    return type.cast(attributes(path));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    int colon = names.indexOf(':');
    if (colon >= 0 && !names.substring(0, colon).equals("basic")) {
      throw new UnsupportedOperationException("packages have the basic attributes only");
    }
    Map<String, Object> all = attributes(path).asMap();
    Set<String> wanted = Set.of(names.substring(colon + 1).split(","));
    if (wanted.contains("*")) {
      return all;
    }
    for (String name : wanted) {
      if (!all.containsKey(name)) {
        throw new IllegalArgumentException("'" + name + "' is no basic attribute");
      }
    }
    all.keySet().retainAll(wanted);
    return all;
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type == BasicFileAttributeView.class ? type.cast(new View(path)) : null;
  }

  private record View(Path path) implements BasicFileAttributeView {
    @Override
    public String name() {
      return "basic";
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      return attributes(path);
    }

    @Override
    public void setTimes(
        @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created) {
      throw new ReadOnlyFileSystemException();
    }
  }

  // Writing ------------------------------------------------------------------------------------

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void delete(Path path) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) {
    throw new ReadOnlyFileSystemException();
  }

  @Override
  public void setAttribute(Path path, String name, Object value, LinkOption... options) {
    throw new ReadOnlyFileSystemException();
  }
}
