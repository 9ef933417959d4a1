package io.t4.packages.filesystem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PushOptions;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A package as any Java program sees a directory; paths as those of the default file system. */
class PackageFileSystemTest {
  @TempDir Path directory;
  private T4Session session;
  private DataPackage storms;
  private FileSystem files;

  @BeforeEach
  void open() {
    session =
        T4Session.builder()
            .configDirectory(directory.resolve("config"))
            .dataDirectory(directory.resolve("data"))
            .cacheDirectory(directory.resolve("cache"))
            .build();
    storms =
        DataPackage.create(session)
            .set("README.md", (Object) bytes("about storms"))
            .set("sub/a b.csv", (Object) bytes("x\n1\n"))
            .set("sub/deep/c.json", (Object) bytes("{}"))
            .set("sub-x", (Object) bytes(""));
    storms.push(
        "team/storms",
        PackageRegistry.open("memory://" + UUID.randomUUID(), session),
        PushOptions.none());
    files = PackageFileSystem.of(storms);
  }

  @AfterEach
  void close() throws IOException {
    files.close();
    session.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPackageIsWalkedAndRead() throws IOException {
    try (Stream<Path> all = Files.walk(files.getPath("/"))) {
      assertThat(all.map(Path::toString))
          .containsExactlyInAnyOrder(
              "/", "/README.md", "/sub", "/sub/a b.csv", "/sub/deep", "/sub/deep/c.json", "/sub-x");
    }
    try (Stream<Path> names = Files.list(files.getPath("sub"))) {
      assertThat(names.map(Path::toString)).containsExactly("sub/a b.csv", "sub/deep");
    }
    Path csv = files.getPath("/sub", "a b.csv");
    assertThat(Files.readString(csv)).isEqualTo("x\n1\n");
    assertThat(Files.readAllLines(csv)).containsExactly("x", "1");
    assertThat(Files.size(csv)).isEqualTo(4);
    assertThat(Files.exists(csv)).isTrue();
    assertThat(Files.isRegularFile(csv)).isTrue();
    assertThat(Files.isDirectory(files.getPath("/sub"))).isTrue();
    assertThat(Files.isReadable(csv)).isTrue();
    assertThat(Files.isWritable(csv)).isFalse();
    assertThat(Files.isSameFile(csv, files.getPath("sub/deep/../a b.csv"))).isTrue();
    BasicFileAttributes attributes =
        Files.getFileAttributeView(csv, BasicFileAttributeView.class).readAttributes();
    assertThat(attributes.lastModifiedTime().toMillis()).isZero();
    assertThat(Files.readAttributes(csv, "size,isDirectory"))
        .isEqualTo(Map.of("size", 4L, "isDirectory", false));
  }

  @Test
  void contentIsCopiedOut() throws IOException {
    Path target = directory.resolve("copy.json");
    Files.copy(files.getPath("/sub/deep/c.json"), target);
    assertThat(target).hasContent("{}");
  }

  @Test
  void channelsAreSeekable() throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(files.getPath("/README.md"))) {
      assertThat(channel.size()).isEqualTo(12);
      ByteBuffer buffer = ByteBuffer.allocate(6);
      channel.position(6);
      assertThat(channel.read(buffer)).isEqualTo(6);
      assertThat(buffer.array()).isEqualTo(bytes("storms"));
      assertThat(channel.position()).isEqualTo(12);
      assertThatThrownBy(() -> channel.write(buffer))
          .isInstanceOf(NonWritableChannelException.class);
    }
  }

  @Test
  void contentIsFetchedWhenItIsReadAndOnlyThen() throws IOException {
    Location readme = storms.readme().physicalKey();
    Bucket bucket = Bucket.open(readme.withoutKey().toString(), session);
    Path cached = files.getPath("/sub/a b.csv");
    try (SeekableByteChannel channel = Files.newByteChannel(cached)) {
      assertThat(channel.size()).isEqualTo(4);
    }
    for (String key : bucket.keys()) {
      if (!key.startsWith(".quilt/")) {
        bucket
            .versions(key)
            .forEach(version -> bucket.delete(key, requireNonNull(version.versionId())));
      }
    }
    assertThat(Files.readString(cached)).isEqualTo("x\n1\n");
    assertThat(Files.size(files.getPath("/README.md"))).isEqualTo(12);
    assertThatThrownBy(() -> Files.readString(files.getPath("/README.md")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("'README.md'");
  }

  @Test
  void nothingIsWritten() {
    Path file = files.getPath("/README.md");
    Path fresh = files.getPath("/new");
    assertThatThrownBy(() -> Files.writeString(fresh, "x"))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.delete(file)).isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.createDirectory(fresh))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.move(file, fresh))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.copy(file, fresh))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThatThrownBy(() -> Files.setAttribute(file, "lastModifiedTime", 0))
        .isInstanceOf(ReadOnlyFileSystemException.class);
    assertThat(files.isReadOnly()).isTrue();
    assertThat(storms.contains("new")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/sub/none", "/README.md/x", "\ud800", "/SUB"})
  void whatIsNotThereIsAnError(String name) {
    Path path = files.getPath(name);
    assertThat(Files.exists(path)).isFalse();
    assertThatThrownBy(() -> Files.readString(path)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Files.size(path)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> list(path)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> path.getFileSystem().provider().checkAccess(path, AccessMode.READ))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void filesAreNoDirectories() {
    assertThatThrownBy(() -> list(files.getPath("/README.md")))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> Files.readString(files.getPath("/sub")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/sub is a directory");
    assertThatThrownBy(() -> files.getPath("a\0b")).isInstanceOf(InvalidPathException.class);
  }

  @Test
  void aPackageThatIsChangedLaterLooksTheSame() throws IOException {
    storms.delete("sub");
    assertThat(Files.readString(files.getPath("/sub/deep/c.json"))).isEqualTo("{}");
    files.close();
    assertThat(files.isOpen()).isFalse();
    assertThatThrownBy(() -> Files.readString(files.getPath("/README.md")))
        .isInstanceOf(ClosedFileSystemException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.csv a.csv",
        "*.csv d/a.csv",
        "**.csv d/a.csv",
        "**/*.csv d/e/a.csv",
        "a?c abc",
        "a?c a/c",
        "[a-c]x bx",
        "[!a-c]x bx",
        "[!a-c]x dx",
        "{a,b*}.txt bcd.txt",
        "{a,b*}.txt c.txt",
        "a\\*b a*b",
        "a\\*b axb",
        "a.b axb",
        "[a.]b .b",
        "a[b]c a/c",
        "(a|b) a",
        "a{b,c}{d,e} abe",
        "[^a]b ^b"
      })
  void globsMatchAsOnDisk(String glob, String path) {
    boolean expected =
        FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(path));
    assertThat(files.getPathMatcher("glob:" + glob).matches(files.getPath(path)))
        .isEqualTo(expected);
  }

  @Test
  void matchersAreChecked() throws IOException {
    assertThat(files.getPathMatcher("regex:.*/c\\.json").matches(files.getPath("/sub/c.json")))
        .isTrue();
    for (String malformed : List.of("glob:[a", "glob:{a", "glob:a\\", "glob:{a{b}}", "regex:(")) {
      assertThatThrownBy(() -> files.getPathMatcher(malformed))
          .isInstanceOf(PatternSyntaxException.class);
    }
    assertThatThrownBy(() -> files.getPathMatcher("fnmatch:*"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> files.getPathMatcher("*.csv"))
        .isInstanceOf(IllegalArgumentException.class);
    try (var found = Files.newDirectoryStream(files.getPath("/sub"), "*.csv")) {
      assertThat(StreamSupport.stream(found.spliterator(), false).map(Path::toString))
          .containsExactly("/sub/a b.csv");
    }
  }

  private static void list(Path path) throws IOException {
    try (Stream<Path> names = Files.list(path)) {
      assertThat(names).isNotNull();
    }
  }

  /** Whatever is asked of a path, the default file system answers the same. */
  @Test
  void pathsBehaveAsOnDisk() {
    List<String> texts =
        List.of("/", "", "a", "/a", "a/b", "/a/b", "a/b/c", "../a", "a/../b", "/a/./b/..", "a//b/");
    for (String text : texts) {
      Path ours = files.getPath(text);
      Path theirs = Path.of(text);
      assertSame(text, ours, theirs);
      assertSame(text, ours.normalize(), theirs.normalize());
      assertSame(text, ours.getParent(), theirs.getParent());
      assertSame(text, ours.getFileName(), theirs.getFileName());
      assertSame(text, ours.getRoot(), theirs.getRoot());
      assertThat(ours.getNameCount()).as(text).isEqualTo(theirs.getNameCount());
      for (int i = 0; i < ours.getNameCount(); i++) {
        assertSame(text, ours.getName(i), theirs.getName(i));
        assertSame(text, ours.subpath(0, i + 1), theirs.subpath(0, i + 1));
      }
      for (String other : texts) {
        String both = text + " and " + other;
        Path our = files.getPath(other);
        Path their = Path.of(other);
        assertSame(both, ours.resolve(our), theirs.resolve(their));
        assertSame(both, ours.resolveSibling(our), theirs.resolveSibling(their));
        assertThat(ours.startsWith(our)).as(both).isEqualTo(theirs.startsWith(their));
        assertThat(ours.endsWith(our)).as(both).isEqualTo(theirs.endsWith(their));
        assertThat(ours.equals(our)).as(both).isEqualTo(theirs.equals(their));
        assertThat(Integer.signum(ours.compareTo(our)))
            .as(both)
            .isEqualTo(Integer.signum(theirs.compareTo(their)));
        if (!both.contains(".") && ours.isAbsolute() == our.isAbsolute()) {
          assertSame(both, ours.relativize(our), theirs.relativize(their));
        }
      }
    }
  }

  private static void assertSame(String what, @Nullable Path ours, @Nullable Path theirs) {
    assertThat(String.valueOf(ours)).as(what).isEqualTo(String.valueOf(theirs));
    if (ours != null && theirs != null) {
      assertThat(ours.isAbsolute()).as(what).isEqualTo(theirs.isAbsolute());
    }
  }
}
