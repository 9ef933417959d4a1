package io.t4.formats;

import io.t4.formats.internal.MemoryLimit;
import io.t4.storage.local.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The content for one call: decompressed, limited, and with a file that goes with the call. */
final class CallSource implements FormatSource, Closeable {
  /** An extension that goes into a file name on every system. */
  private static final String SAFE_EXTENSION = "[a-z0-9]{1,16}";

  private final String key;
  private final FormatSource raw;
  private final FileName name;
  private @Nullable Scratch temporary;

  CallSource(String key, FormatSource raw) {
    this.key = key;
    this.raw = raw;
    this.name = FileName.of(key);
  }

  @Override
  public String extension() {
    return name.extension();
  }

  @Override
  public InputStream open() throws IOException {
    long limit = MemoryLimit.bytes();
    return new LimitedInputStream(
        name.compression().decompress(raw.open()),
        limit,
        () -> MemoryLimit.exceeded("The content of " + key, limit));
  }

  @Override
  public synchronized Path file() throws IOException {
    if (name.compression() == Compression.NONE && !(raw instanceof BytesSource)) {
      return raw.file();
    }
    if (temporary == null) {
      String suffix = extension().matches(SAFE_EXTENSION) ? "." + extension() : "";
      Scratch file = Scratch.file(suffix);
      temporary = file;
      // A small object can grow without end when it is decompressed; others need the disk too.
      long limit = Files.getFileStore(file.path()).getUsableSpace() / 2;
      try (InputStream in =
          new LimitedInputStream(
              name.compression().decompress(raw.open()),
              limit,
              () ->
                  "The content of %s is larger than %d bytes after decompression, half of what the temporary directory has left; free space or set -Djava.io.tmpdir=DIR."
                      .formatted(key, limit))) {
        Files.copy(in, file.path(), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return temporary.path();
  }

  @Override
  public synchronized void close() throws IOException {
    if (temporary != null) {
      temporary.close();
    }
  }
}
