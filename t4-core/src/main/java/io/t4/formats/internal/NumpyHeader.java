package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.formats.NumpyType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The head of an {@code .npy} file: magic, version, length, and a Python dict.
 *
 * <p>Format: NEP 1 and the docstring of {@code numpy.lib.format}; versions 1.0 to 3.0 differ in the
 * width of the length and in the text's encoding.
 */
record NumpyHeader(NumpyType type, Order order, List<Integer> shape) {
  NumpyHeader {
    shape = List.copyOf(shape);
  }

  enum Order {
    C,
    FORTRAN
  }

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** The longest header that NumPy reads, {@code max_header_size}; ours have about 100 bytes. */
  private static final int MAX_LENGTH = 10_000;

  /** Where the data begins is a multiple of it, for memory mapping. */
  private static final int ALIGNMENT = 64;

  /** NumPy leaves room for the growing axis to reach so many digits. */
  private static final int GROWTH_AXIS_DIGITS = 21;

  /** Magic, two bytes of version, two bytes of length. */
  private static final int PREFIX = MAGIC.length + 4;

  int[] dimensions() {
    return shape.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Reads up to the first byte of data. */
  static NumpyHeader read(InputStream in) throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      throw new FormatException(
          "The content is no .npy file: it doesn't begin with \\x93NUMPY. Pickles are not read.");
    }
    byte[] version = exactly(in, 2);
    int major = version[0];
    int minor = version[1];
    if (major < 1 || major > 3 || minor != 0) {
      throw new FormatException(
          "The .npy file has version %d.%d; 1.0, 2.0 and 3.0 are known.".formatted(major, minor));
    }
    byte[] width = exactly(in, major == 1 ? 2 : 4);
    ByteBuffer lengthBytes = ByteBuffer.wrap(width).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        major == 1
            ? Short.toUnsignedLong(lengthBytes.getShort())
            : Integer.toUnsignedLong(lengthBytes.getInt());
    if (length > MAX_LENGTH) {
      throw new FormatException(
          "The .npy header claims %d bytes; the limit is %d.".formatted(length, MAX_LENGTH));
    }
    byte[] text = exactly(in, (int) length);
    return new NumpyDict(
            new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1))
        .header();
  }

  /** Writes version 1.0, byte for byte as NumPy does. */
  void write(OutputStream out) throws IOException {
    String sizes = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String dict =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }"
            .formatted(
                type.descr(),
                order == Order.FORTRAN ? "True" : "False",
                shape.size() == 1 ? sizes + "," : sizes);
    if (!shape.isEmpty()) {
      int growing = shape.get(order == Order.FORTRAN ? shape.size() - 1 : 0);
      dict += " ".repeat(GROWTH_AXIS_DIGITS - Integer.toString(growing).length());
    }
    int unpadded = PREFIX + dict.length() + 1;
    dict += " ".repeat(ALIGNMENT - unpadded % ALIGNMENT) + "\n";
    ByteBuffer head = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) dict.length());
    out.write(head.array());
    out.write(dict.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new FormatException("The .npy file ends within its header.");
    }
    return bytes;
  }
}
