package io.t4.text;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes files of tests in a directory. */
record TestFiles(Path directory) {
  Path of(String name, String content) throws IOException {
    return of(name, content.getBytes(StandardCharsets.UTF_8));
  }

  Path of(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  Path of(String name, Writing writing) throws Exception {
    Path file = directory.resolve(name);
    try (OutputStream out = Files.newOutputStream(file)) {
      writing.to(out);
    }
    return file;
  }

  /** A gzip file of the same content again and again. */
  Path gzip(String name, String piece, long times) throws Exception {
    return of(
        name,
        out -> {
          try (GZIPOutputStream gzip =
              new GZIPOutputStream(out, 1 << 16) {
                {
                  def.setLevel(Deflater.BEST_SPEED);
                }
              }) {
            repeat(piece, times, gzip);
          }
        });
  }

  static void repeat(String piece, long times, OutputStream out) throws IOException {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    for (long i = 0; i < times; i++) {
      out.write(bytes);
    }
  }

  /** A zip file with these entries. */
  Path zip(String name, Map<String, String> entries) throws Exception {
    return of(
        name,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          entries.forEach((entry, content) -> put(zip, entry, content));
          zip.finish();
        });
  }

  static void put(ZipOutputStream zip, String entry, String content) {
    try {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the formats of {@code io.t4.text.misbehaving} are. */
  static Path testClasses() {
    try {
      return Path.of(TestFiles.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a file's content. */
  interface Writing {
    void to(OutputStream out) throws Exception;
  }
}
