package io.t4.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Content in memory; a file of it is made by the call that needs one. */
final class BytesSource implements FormatSource {
  private final byte[] content;
  private final String extension;

  BytesSource(byte[] content, String extension) {
    this.content = content;
    this.extension = extension;
  }

  @Override
  public String extension() {
    return extension;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(content);
  }

  @Override
  public Path file() throws IOException {
    throw new IOException("content in memory has no file; give it to Formats, which makes one");
  }
}
