package io.t4.text.worker;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/** A file's content, unpacked. For one thread. */
public final class Content implements AutoCloseable {
  private final Request request;
  private final long maxBytes;
  private @Nullable Path unpacked;

  Content(Request request, long maxBytes) {
    this.request = request;
    this.maxBytes = maxBytes;
  }

  /** The file's name without the ending of its compression. */
  public String name() {
    return request.name();
  }

  /** The most bytes that may come out of anything that is packed. */
  long maxBytes() {
    return maxBytes;
  }

  /**
   * The content from its start, unpacked while read; to be closed by the caller. Reading beyond the
   * limit fails with a {@link TooManyBytesException}.
   */
  public InputStream open() throws IOException {
    InputStream file = Files.newInputStream(request.file());
    try {
      return switch (request.compression()) {
        case NONE -> new BufferedInputStream(file);
        case GZIP ->
            new BufferedInputStream(new Limited(new GZIPInputStream(file, 1 << 16), maxBytes));
        case BZIP2 ->
            new BufferedInputStream(
                new Limited(
                    new BZip2CompressorInputStream(new BufferedInputStream(file), true), maxBytes));
      };
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** A file with the content, unpacked; it is there until this is closed. */
  Path file() throws IOException {
    if (request.compression() == Compression.NONE) {
      return request.file();
    }
    if (unpacked == null) {
      unpacked = Files.createTempFile("unpacked-", "");
      try (InputStream content = open()) {
        Files.copy(content, unpacked, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return unpacked;
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      Files.deleteIfExists(unpacked);
    }
  }

  /** More came out of packed content than may. */
  static final class TooManyBytesException extends IOException {
    TooManyBytesException(long limit) {
      super("the content unpacks to more than " + limit + " bytes");
    }
  }

  private static final class Limited extends FilterInputStream {
    private final long limit;
    private long count;

    Limited(InputStream in, long limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) throws IOException {
      count += read;
      if (count > limit) {
        throw new TooManyBytesException(limit);
      }
    }
  }
}
