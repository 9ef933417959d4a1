package io.t4.formats;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The element type of a {@link NumpyArray}, as NumPy's {@code dtype.str}: {@code <f8}, {@code |b1},
 * {@code <U12}, {@code <M8[ns]}.
 *
 * @param itemSize bytes of one element
 * @param order of the bytes of one element; without meaning for elements of one byte
 * @param unit of dates and durations with its brackets, such as {@code [ns]}; else empty
 */
public record NumpyType(Kind kind, int itemSize, ByteOrder order, String unit) {

  /** What the elements are. */
  public enum Kind {
    BOOLEAN('b'),
    INTEGER('i'),
    UNSIGNED('u'),
    FLOAT('f'),
    COMPLEX('c'),
    /** Strings of bytes, filled up with zeros. */
    BYTES('S'),
    /** Strings of code points, four bytes each, filled up with zeros. */
    UNICODE('U'),
    /** Points in time: 64-bit counts of a unit since 1970, UTC. */
    DATETIME('M'),
    /** Durations: 64-bit counts of a unit. */
    TIMEDELTA('m');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    private boolean allows(int size) {
      return switch (this) {
        case BOOLEAN -> size == 1;
        case INTEGER, UNSIGNED -> size == 1 || size == 2 || size == 4 || size == 8;
        case FLOAT -> size == 2 || size == 4 || size == 8;
        case COMPLEX -> size == 8 || size == 16;
        case BYTES -> true;
        case UNICODE -> size % BYTES_PER_CODE_POINT == 0;
        case DATETIME, TIMEDELTA -> size == 8;
      };
    }
  }

  private static final Pattern DESCR = Pattern.compile("([<>|=])([a-zA-Z])(\\d{1,9})(\\[\\w+])?");

  private static final int BYTES_PER_CODE_POINT = 4;

  public NumpyType {
    if (itemSize < 0 || !kind.allows(itemSize)) {
      throw new FormatException("NumPy has no %s of %d bytes.".formatted(kind, itemSize));
    }
    if (!unit.isEmpty() && kind != Kind.DATETIME && kind != Kind.TIMEDELTA) {
      throw new FormatException("A %s has no unit %s.".formatted(kind, unit));
    }
  }

  /** A type in little-endian order. */
  static NumpyType of(Kind kind, int itemSize) {
    return new NumpyType(kind, itemSize, ByteOrder.LITTLE_ENDIAN, "");
  }

  /**
   * Parses NumPy's {@code dtype.str}.
   *
   * @throws FormatException if it is malformed or a type that is not read here: Python objects,
   *     records, long doubles
   * @throws TooLargeException if one element takes more than 2 GiB
   */
  public static NumpyType parse(String descr) {
    Matcher matcher = DESCR.matcher(descr);
    if (descr.contains("O")) {
      throw new FormatException(
          "The array holds pickled Python objects ('%s'), which run code when they are read; save it with a plain dtype."
              .formatted(descr));
    }
    if (matcher.matches()) {
      char code = matcher.group(2).charAt(0);
      for (Kind kind : Kind.values()) {
        if (kind.code == code) {
          long itemSize =
              Long.parseLong(matcher.group(3)) * (kind == Kind.UNICODE ? BYTES_PER_CODE_POINT : 1);
          if (itemSize > Integer.MAX_VALUE) {
            throw new TooLargeException(
                "The NumPy type '%s' takes %d bytes for one element; the limit is %d."
                    .formatted(descr, itemSize, Integer.MAX_VALUE));
          }
          return new NumpyType(
              kind,
              (int) itemSize,
              order(matcher.group(1).charAt(0)),
              matcher.group(4) == null ? "" : matcher.group(4));
        }
      }
    }
    throw new FormatException(
        "The NumPy type '%s' is not supported; save booleans, integers, floats up to 64 bits, complex numbers, strings, datetime64 or timedelta64."
            .formatted(descr));
  }

  /** NumPy's {@code dtype.str}. */
  public String descr() {
    boolean ordered = (itemSize > 1 && kind != Kind.BYTES) || kind == Kind.UNICODE;
    char prefix = !ordered ? '|' : order == ByteOrder.LITTLE_ENDIAN ? '<' : '>';
    int count = kind == Kind.UNICODE ? itemSize / BYTES_PER_CODE_POINT : itemSize;
    return prefix + Character.toString(kind.code) + count + unit;
  }

  @Override
  public String toString() {
    return descr();
  }

  private static ByteOrder order(char prefix) {
    return switch (prefix) {
      case '>' -> ByteOrder.BIG_ENDIAN;
      case '=' -> ByteOrder.nativeOrder();
      default -> ByteOrder.LITTLE_ENDIAN;
    };
  }
}
