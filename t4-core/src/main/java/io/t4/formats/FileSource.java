package io.t4.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A local file, used as it is. */
record FileSource(Path file, String extension) implements FormatSource {
  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }
}
