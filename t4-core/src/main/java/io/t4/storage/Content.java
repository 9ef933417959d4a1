package io.t4.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes to write, of known size, that can be read several times. Opened streams may be read from
 * different threads.
 */
public interface Content {
  /** The size in bytes. */
  long size();

  /** A fresh stream of exactly {@link #size} bytes, which the caller closes. */
  InputStream open() throws IOException;

  /** Content from memory; the array must not be changed afterwards. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
