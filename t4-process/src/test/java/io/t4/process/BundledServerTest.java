package io.t4.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundledServerTest {
  private static final String MARKER = "t4-sandbox-server.txt";

  @TempDir Path directory;

  @Test
  void unpacksTheJarsOnceIntoTheCache() throws Exception {
    URL marker = bundle("one.jar", "two.jar");
    Path cache = directory.resolve("cache");

    Path folder = BundledServer.unpack("sandbox", marker, cache);

    assertThat(folder.resolve("one.jar")).hasContent("content of one.jar");
    assertThat(folder.resolve("two.jar")).hasContent("content of two.jar");
    FileTime unpacked = Files.getLastModifiedTime(folder.resolve("one.jar"));
    assertThat(BundledServer.unpack("sandbox", marker, cache)).isEqualTo(folder);
    assertThat(Files.getLastModifiedTime(folder.resolve("one.jar"))).isEqualTo(unpacked);
    try (Stream<Path> inCache = Files.list(cache)) {
      assertThat(inCache).containsExactly(folder);
    }
  }

  @Test
  void anotherBundleGetsAnotherFolder() throws Exception {
    Path cache = directory.resolve("cache");
    Path first = BundledServer.unpack("sandbox", bundle("one.jar"), cache);

    Path second = BundledServer.unpack("sandbox", bundle("one.jar", "two.jar"), cache);

    assertThat(second).isNotEqualTo(first);
    assertThat(second.resolve("two.jar")).exists();
    assertThat(first.resolve("two.jar")).doesNotExist();
  }

  private URL bundle(String... jars) throws IOException {
    Path file = directory.resolve("bundle.jar");
    try (JarOutputStream bundle = new JarOutputStream(Files.newOutputStream(file))) {
      bundle.putNextEntry(new ZipEntry(MARKER));
      for (String jar : jars) {
        bundle.putNextEntry(new ZipEntry(jar));
        bundle.write(("content of " + jar).getBytes(StandardCharsets.UTF_8));
      }
    }
    return URI.create("jar:" + file.toUri() + "!/" + MARKER).toURL();
  }
}
