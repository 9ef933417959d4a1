package io.t4.catalog.pages.preview;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The beginning of what gzip packed. */
final class Unpacked {
  private static final int BUFFER = 8192;

  private final byte[] bytes;
  private final boolean cut;

  private Unpacked(ByteArrayOutputStream unpacked, boolean cut) {
    this.bytes = unpacked.toByteArray();
    this.cut = cut;
  }

  /** What was unpacked; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether there is more. */
  boolean isCut() {
    return cut;
  }

  /**
   * Unpacks.
   *
   * @param packed the beginning
   * @param goesOn whether there is more of it
   * @param most how much is unpacked, in bytes
   * @throws IOException if it is not packed by gzip
   */
  static Unpacked of(byte[] packed, boolean goesOn, int most) throws IOException {
    ByteArrayOutputStream unpacked = new ByteArrayOutputStream();
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      byte[] buffer = new byte[BUFFER];
      for (int n = gzip.read(buffer); n >= 0; n = gzip.read(buffer)) {
        unpacked.write(buffer, 0, Math.min(n, most - unpacked.size()));
        if (unpacked.size() == most) {
          return new Unpacked(unpacked, true);
        }
      }
      return new Unpacked(unpacked, goesOn);
    } catch (EOFException e) {
      // It was cut within a block.
      return new Unpacked(unpacked, true);
    }
  }
}
