package io.t4.formats;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An immutable n-dimensional array as NumPy keeps it: the value of {@code .npy} files and of the
 * entries of {@code .npz} files.
 *
 * <p>Elements are counted in C order, the last index fastest; arrays in Fortran order are turned
 * when they are read. An array of no dimensions has one element.
 */
public final class NumpyArray {
  /** A complex number. */
  public record Complex(double real, double imaginary) {}

  private final NumpyType type;
  private final int[] shape;
  private final int size;

  /** All elements in C order, each in the type's byte order. */
  private final ByteBuffer data;

  private NumpyArray(NumpyType type, ByteBuffer data, int... shape) {
    this.type = type;
    this.shape = shape.clone();
    this.size = size(type, shape);
    this.data = data.order(type.order());
    if (data.limit() != size * type.itemSize()) {
      throw new InvalidInputException(
          "There are %d bytes; an array of shape %s and type %s takes %d."
              .formatted(data.limit(), Arrays.toString(shape), type, size * type.itemSize()));
    }
  }

  /**
   * An array over bytes in C order.
   *
   * @param data must not be changed afterwards
   * @throws InvalidInputException if the number of bytes is not that of the shape
   */
  public static NumpyArray wrap(NumpyType type, byte[] data, int... shape) {
    return new NumpyArray(type, ByteBuffer.wrap(data), shape);
  }

  /**
   * A copy of the values as {@code <f8}.
   *
   * @param shape the size of each dimension; without it, one dimension of all values
   * @throws InvalidInputException if the shape has another number of elements
   */
  public static NumpyArray of(double[] values, int... shape) {
    ByteBuffer data = allocate(values.length, Double.BYTES);
    data.asDoubleBuffer().put(values);
    return of(NumpyType.Kind.FLOAT, Double.BYTES, data, values.length, shape);
  }

  /** As {@link #of(double[], int...)}, {@code <f4}. */
  public static NumpyArray of(float[] values, int... shape) {
    ByteBuffer data = allocate(values.length, Float.BYTES);
    data.asFloatBuffer().put(values);
    return of(NumpyType.Kind.FLOAT, Float.BYTES, data, values.length, shape);
  }

  /** As {@link #of(double[], int...)}, {@code <i8}. */
  public static NumpyArray of(long[] values, int... shape) {
    ByteBuffer data = allocate(values.length, Long.BYTES);
    data.asLongBuffer().put(values);
    return of(NumpyType.Kind.INTEGER, Long.BYTES, data, values.length, shape);
  }

  /** As {@link #of(double[], int...)}, {@code <i4}. */
  public static NumpyArray of(int[] values, int... shape) {
    ByteBuffer data = allocate(values.length, Integer.BYTES);
    data.asIntBuffer().put(values);
    return of(NumpyType.Kind.INTEGER, Integer.BYTES, data, values.length, shape);
  }

  /** As {@link #of(double[], int...)}, {@code <i2}. */
  public static NumpyArray of(short[] values, int... shape) {
    ByteBuffer data = allocate(values.length, Short.BYTES);
    data.asShortBuffer().put(values);
    return of(NumpyType.Kind.INTEGER, Short.BYTES, data, values.length, shape);
  }

  /** As {@link #of(double[], int...)}, {@code |i1}. */
  public static NumpyArray of(byte[] values, int... shape) {
    return of(NumpyType.Kind.INTEGER, 1, ByteBuffer.wrap(values.clone()), values.length, shape);
  }

  /** As {@link #of(double[], int...)}, {@code |b1}. */
  public static NumpyArray of(boolean[] values, int... shape) {
    byte[] data = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      data[i] = (byte) (values[i] ? 1 : 0);
    }
    return of(NumpyType.Kind.BOOLEAN, 1, ByteBuffer.wrap(data), values.length, shape);
  }

  /**
   * As {@link #of(double[], int...)}, {@code <U}. Zeros at the end of a string are lost, as in
   * NumPy.
   */
  public static NumpyArray of(String[] values, int... shape) {
    int longest =
        Arrays.stream(values)
            .mapToInt(text -> text.codePointCount(0, text.length()))
            .max()
            .orElse(0);
    int itemSize = longest * Integer.BYTES;
    ByteBuffer data = allocate(values.length, itemSize);
    for (int i = 0; i < values.length; i++) {
      data.position(i * itemSize);
      values[i].codePoints().forEach(data::putInt);
    }
    return of(NumpyType.Kind.UNICODE, itemSize, data.rewind(), values.length, shape);
  }

  public NumpyType type() {
    return type;
  }

  /** The size of each dimension; empty for an array of no dimensions. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public int size() {
    return size;
  }

  /** All elements in C order, each in the type's byte order; read-only. */
  public ByteBuffer data() {
    return data.asReadOnlyBuffer().order(type.order()).rewind();
  }

  /**
   * An element: Boolean, Long (BigInteger for unsigned 64 bits), Double, {@link Complex}, byte[],
   * String, or the Long count of a date's or duration's unit.
   *
   * @param index one number per dimension
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public Object get(int... index) {
    int at = offset(index);
    return switch (type.kind()) {
      case BOOLEAN -> data.get(at) != 0;
      case INTEGER, DATETIME, TIMEDELTA -> integer(at);
      case UNSIGNED -> type.itemSize() == Long.BYTES ? unsigned64(at) : (Object) integer(at);
      case FLOAT -> floating(at);
      case COMPLEX -> complex(at);
      case BYTES -> bytes(at);
      case UNICODE -> text(at);
    };
  }

  /**
   * An element as a double.
   *
   * @throws FormatException if the array holds complex numbers, strings or dates
   */
  public double getDouble(int... index) {
    requireReal();
    return real(offset(index));
  }

  /**
   * An element as a long; the count of its unit if it is a date or duration.
   *
   * @throws FormatException if the array doesn't hold integers, or the number is beyond a long
   */
  public long getLong(int... index) {
    requireInteger();
    return exact(offset(index));
  }

  /**
   * All elements in C order. Integers beyond 2<sup>53</sup> are rounded.
   *
   * @throws FormatException if the array holds complex numbers, strings or dates
   */
  public double[] toDoubleArray() {
    requireReal();
    return offsets().mapToDouble(this::real).toArray();
  }

  /**
   * All elements in C order.
   *
   * @throws FormatException if a float can't hold every number of the type: 64-bit floats, integers
   *     of 32 and 64 bits
   */
  public float[] toFloatArray() {
    requireReal();
    int limit = type.kind() == NumpyType.Kind.FLOAT ? Float.BYTES : Short.BYTES;
    if (type.itemSize() > limit) {
      throw unfit("floats; read doubles");
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) real(i * type.itemSize());
    }
    return values;
  }

  /**
   * All elements in C order; counts of the unit of dates and durations.
   *
   * @throws FormatException if the array doesn't hold integers, or a number is beyond a long
   */
  public long[] toLongArray() {
    requireInteger();
    return offsets().mapToLong(this::exact).toArray();
  }

  /**
   * All elements in C order.
   *
   * @throws FormatException if the array doesn't hold integers, or a number is beyond an int
   */
  public int[] toIntArray() {
    requireInteger();
    return offsets()
        .map(
            at -> {
              long value = exact(at);
              if (value != (int) value) {
                throw unfit("ints: %d is beyond their range".formatted(value));
              }
              return (int) value;
            })
        .toArray();
  }

  /**
   * All elements in C order.
   *
   * @throws FormatException if the array doesn't hold booleans
   */
  public boolean[] toBooleanArray() {
    requireKind("booleans", NumpyType.Kind.BOOLEAN);
    boolean[] values = new boolean[size];
    for (int i = 0; i < size; i++) {
      values[i] = data.get(i) != 0;
    }
    return values;
  }

  /**
   * All elements in C order; byte strings as Latin-1.
   *
   * @throws FormatException if the array doesn't hold strings
   */
  public String[] toStringArray() {
    requireKind("strings", NumpyType.Kind.UNICODE, NumpyType.Kind.BYTES);
    return offsets()
        .mapToObj(
            at ->
                type.kind() == NumpyType.Kind.UNICODE
                    ? text(at)
                    : new String(bytes(at), StandardCharsets.ISO_8859_1))
        .toArray(String[]::new);
  }

  /** Whether type, shape and bytes are the same; unlike NumPy, NaN equals NaN of the same bits. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NumpyArray array
        && type.descr().equals(array.type.descr())
        && Arrays.equals(shape, array.shape)
        && data().equals(array.data());
  }

  @Override
  public int hashCode() {
    return Objects.hash(type.descr(), Arrays.hashCode(shape), data());
  }

  @Override
  public String toString() {
    return "NumpyArray[type=%s, shape=%s]".formatted(type, Arrays.toString(shape));
  }

  /**
   * The number of elements.
   *
   * @throws TooLargeException if their bytes don't fit into one Java array
   */
  static int size(NumpyType type, int... shape) {
    if (IntStream.of(shape).anyMatch(length -> length < 0)) {
      throw new InvalidInputException(
          "The shape %s has a negative size.".formatted(Arrays.toString(shape)));
    }
    if (IntStream.of(shape).anyMatch(length -> length == 0)) {
      return 0;
    }
    try {
      int size = 1;
      for (int length : shape) {
        size = Math.multiplyExact(size, length);
      }
      int bytes = Math.multiplyExact(size, type.itemSize());
      return bytes >= 0 ? size : 0;
    } catch (ArithmeticException e) {
      throw new TooLargeException(
          "An array of shape %s and type %s takes more than 2 GiB; fetch the file and read it in parts."
              .formatted(Arrays.toString(shape), type),
          e);
    }
  }

  private static NumpyArray of(
      NumpyType.Kind kind, int itemSize, ByteBuffer data, int length, int... shape) {
    return new NumpyArray(
        NumpyType.of(kind, itemSize), data, shape.length == 0 ? new int[] {length} : shape);
  }

  private static ByteBuffer allocate(int length, int itemSize) {
    size(NumpyType.of(NumpyType.Kind.BYTES, itemSize), length);
    return ByteBuffer.allocate(length * itemSize).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int offset(int... index) {
    if (index.length != shape.length) {
      throw new IndexOutOfBoundsException(
          "%d indices for an array of shape %s".formatted(index.length, Arrays.toString(shape)));
    }
    int element = 0;
    for (int i = 0; i < index.length; i++) {
      element = element * shape[i] + Objects.checkIndex(index[i], shape[i]);
    }
    return element * type.itemSize();
  }

  private IntStream offsets() {
    return IntStream.range(0, size).map(i -> i * type.itemSize());
  }

  private double real(int at) {
    return switch (type.kind()) {
      case FLOAT -> floating(at);
      case UNSIGNED -> type.itemSize() == Long.BYTES ? unsigned64(at).doubleValue() : integer(at);
      default -> integer(at);
    };
  }

  private long exact(int at) {
    long value = integer(at);
    if (value < 0 && type.kind() == NumpyType.Kind.UNSIGNED) {
      throw unfit("longs: %s is beyond their range".formatted(unsigned64(at)));
    }
    return value;
  }

  private long integer(int at) {
    boolean unsigned = type.kind() == NumpyType.Kind.UNSIGNED;
    return switch (type.itemSize()) {
      case 1 -> unsigned ? Byte.toUnsignedLong(data.get(at)) : data.get(at);
      case 2 -> unsigned ? Short.toUnsignedLong(data.getShort(at)) : data.getShort(at);
      case 4 -> unsigned ? Integer.toUnsignedLong(data.getInt(at)) : data.getInt(at);
      default -> data.getLong(at);
    };
  }

  private BigInteger unsigned64(int at) {
    return new BigInteger(Long.toUnsignedString(data.getLong(at)));
  }

  private double floating(int at) {
    return switch (type.itemSize()) {
      case 2 -> half(data.getShort(at));
      case 4 -> data.getFloat(at);
      default -> data.getDouble(at);
    };
  }

  private Complex complex(int at) {
    return type.itemSize() == 2 * Double.BYTES
        ? new Complex(data.getDouble(at), data.getDouble(at + Double.BYTES))
        : new Complex(data.getFloat(at), data.getFloat(at + Float.BYTES));
  }

  private byte[] bytes(int at) {
    int end = at + type.itemSize();
    while (end > at && data.get(end - 1) == 0) {
      end--;
    }
    byte[] bytes = new byte[end - at];
    data.get(at, bytes);
    return bytes;
  }

  private String text(int at) {
    int end = at + type.itemSize();
    while (end > at && data.getInt(end - Integer.BYTES) == 0) {
      end -= Integer.BYTES;
    }
    StringBuilder text = new StringBuilder();
    for (int i = at; i < end; i += Integer.BYTES) {
      int codePoint = data.getInt(i);
      if (!Character.isValidCodePoint(codePoint)) {
        throw new FormatException(
            "A string holds 0x%x, which is no code point.".formatted(codePoint));
      }
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }

  /** IEEE 754 binary16; Float.float16ToFloat came with Java 20. */
  private static double half(short bits) {
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    double magnitude =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
        };
    return bits < 0 ? -magnitude : magnitude;
  }

  private void requireReal() {
    requireKind(
        "real numbers",
        NumpyType.Kind.FLOAT,
        NumpyType.Kind.INTEGER,
        NumpyType.Kind.UNSIGNED,
        NumpyType.Kind.BOOLEAN);
  }

  private void requireInteger() {
    requireKind(
        "integers",
        NumpyType.Kind.INTEGER,
        NumpyType.Kind.UNSIGNED,
        NumpyType.Kind.BOOLEAN,
        NumpyType.Kind.DATETIME,
        NumpyType.Kind.TIMEDELTA);
  }

  private void requireKind(String wanted, NumpyType.Kind... kinds) {
    if (!Arrays.asList(kinds).contains(type.kind())) {
      throw unfit(wanted);
    }
  }

  private FormatException unfit(String wanted) {
    return new FormatException("An array of type %s can't be taken as %s.".formatted(type, wanted));
  }
}
