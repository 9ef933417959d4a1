package io.t4.storage;

/**
 * A range of bytes.
 *
 * @param offset of the first byte, from 0
 * @param length at least 1
 */
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("not a byte range: " + length + " bytes from " + offset);
    }
  }

  /** The offset of the last byte. */
  public long last() {
    return offset + length - 1;
  }
}
