package io.t4.formats;

import io.t4.error.FormatException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** How a whole object is compressed, as its extension says. */
enum Compression {
  NONE("", ""),
  GZIP("gz", "application/gzip"),
  BZIP2("bz2", "application/x-bzip2");

  private final String extension;
  private final String contentType;

  Compression(String extension, String contentType) {
    this.extension = extension;
    this.contentType = contentType;
  }

  static Compression ofExtension(String extension) {
    for (Compression compression : values()) {
      if (compression != NONE && compression.extension.equals(extension)) {
        return compression;
      }
    }
    return NONE;
  }

  /** The media type of an object whose content has the type that is given. */
  String contentType(String ofContent) {
    return this == NONE ? ofContent : contentType;
  }

  /**
   * A stream of what is compressed in {@code raw}. It reads all members of a file that was put
   * together from several. Malformed content is a {@link FormatException}; a failure of {@code raw}
   * stays the {@link IOException} that it is.
   */
  InputStream decompress(InputStream raw) throws IOException {
    if (this == NONE) {
      return raw;
    }
    Watched watched = new Watched(raw);
    return new Decompressed(watched);
  }

  /** The stream to write content to; closing it closes {@code out}. */
  OutputStream compress(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out);
      case BZIP2 -> new BZip2CompressorOutputStream(out);
    };
  }

  private InputStream open(InputStream compressed) throws IOException {
    // Not the JDK's GZIPInputStream: where available() is 0 it takes the first member for all.
    return this == GZIP
        ? GzipCompressorInputStream.builder()
            .setInputStream(compressed)
            .setDecompressConcatenated(true)
            .get()
        : new BZip2CompressorInputStream(new BufferedInputStream(compressed), true);
  }

  /** Tells malformed content from a failure of the stream below. */
  private final class Decompressed extends InputStream {
    private final Watched raw;
    private @Nullable InputStream content;

    Decompressed(Watched raw) {
      this.raw = raw;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        if (content == null) {
          content = open(raw);
        }
        return content.read(buffer, offset, length);
      } catch (IOException | RuntimeException e) {
        if (raw.failure != null) {
          throw raw.failure;
        }
        throw new FormatException(
            "The content is not valid %s: %s; fetch the file to look at it."
                .formatted(
                    name().toLowerCase(Locale.ROOT),
                    e instanceof EOFException ? "it ends too soon" : e.getMessage()),
            e);
      }
    }

    @Override
    public void close() throws IOException {
      if (content != null) {
        content.close();
      }
      raw.close();
    }
  }

  /** Remembers a failure of the stream below. */
  private static final class Watched extends FilterInputStream {
    private @Nullable IOException failure;

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
