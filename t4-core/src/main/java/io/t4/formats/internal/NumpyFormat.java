package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import io.t4.formats.NumpyArray;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's arrays: {@code .npy} as {@link NumpyArray} or a Java array of one or two dimensions,
 * {@code .npz} as a map of them by name. Which of the two it is, the first bytes tell.
 */
public final class NumpyFormat implements FormatHandler {
  private static final String ENTRY_SUFFIX = ".npy";

  /** The name that NumPy's {@code savez} gives to an array without one. */
  private static final String ONLY_ENTRY = "arr_0";

  /** The element types of Java arrays that are read. */
  private static final Set<Class<?>> ELEMENTS =
      Set.of(double.class, float.class, long.class, int.class, boolean.class, String.class);

  @Override
  public String name() {
    return "numpy";
  }

  @Override
  public List<String> extensions() {
    return List.of("npy", "npz");
  }

  @Override
  public String contentType() {
    return "application/octet-stream";
  }

  @Override
  public boolean canRead(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == Map.class
          && arguments[0] == String.class
          && (arguments[1] == NumpyArray.class || arguments[1] == Object.class);
    }
    return type == Object.class
        || type == NumpyArray.class
        || type == Map.class
        || (type instanceof Class<?> target && dimensions(target) > 0);
  }

  @Override
  public boolean canWrite(Object value) {
    if (value instanceof Map<?, ?> arrays) {
      return !arrays.isEmpty()
          && arrays.keySet().stream().allMatch(String.class::isInstance)
          && arrays.values().stream().allMatch(NumpyFormat::isArray);
    }
    return isArray(value);
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    Options.requireNone(name(), options);
    try (InputStream in = new BufferedInputStream(source.open())) {
      in.mark(2);
      boolean zipped = in.read() == 'P' && in.read() == 'K';
      in.reset();
      if (!zipped) {
        return convert(readArray(in, MemoryLimit.bytes()), type);
      }
    }
    Map<String, NumpyArray> arrays = readArchive(source);
    if (type == Object.class || isMap(type)) {
      return arrays;
    }
    if (arrays.size() != 1) {
      throw new FormatException(
          "The .npz file holds the arrays %s and can't be read as one %s; read a Map<String, NumpyArray>."
              .formatted(arrays.keySet(), type.getTypeName()));
    }
    return convert(arrays.values().iterator().next(), type);
  }

  @Override
  @SuppressWarnings("resource") // The archive is a view of out, which stays open.
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    Options.requireNone(name(), options);
    if (value instanceof Map<?, ?> && extension.equals("npy")) {
      throw new InvalidInputException(
          "An .npy file holds one array; write a map of arrays to a key that ends in .npz.");
    }
    if (!(value instanceof Map<?, ?>) && !extension.equals("npz")) {
      writeArray(toArray(value), out);
      return Map.of();
    }
    Map<?, ?> arrays = value instanceof Map<?, ?> map ? map : Map.of(ONLY_ENTRY, value);
    ZipOutputStream archive = new ZipOutputStream(out);
    for (Map.Entry<?, ?> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + ENTRY_SUFFIX);
      // The same arrays give the same bytes at any time; it is the earliest that zip knows.
      entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
      archive.putNextEntry(entry);
      writeArray(toArray(array.getValue()), archive);
      archive.closeEntry();
    }
    archive.finish();
    return Map.of();
  }

  private static NumpyArray readArray(InputStream in, long limit) throws IOException {
    NumpyHeader header = NumpyHeader.read(in);
    long itemSize = header.type().itemSize();
    // Elements without bytes, empty strings, count too: a header alone could claim any number.
    long bytes = Math.max(1, itemSize);
    for (int length : header.shape()) {
      bytes = length == 0 ? 0 : saturatedProduct(bytes, length);
    }
    if (bytes > limit) {
      throw new TooLargeException(
          MemoryLimit.exceeded(
              "The array of %s, %d bytes by its header,".formatted(header.type(), bytes), limit));
    }
    if (itemSize == 0) {
      bytes = 0;
    }
    // Grows with what there is, so a header can't make us allocate what doesn't come.
    byte[] data = in.readNBytes((int) bytes);
    if (data.length < bytes) {
      throw new FormatException(
          "The array ends after %d of %d bytes.".formatted(data.length, bytes));
    }
    boolean turned = header.order() == NumpyHeader.Order.FORTRAN && header.shape().size() > 1;
    return NumpyArray.wrap(
        header.type(), turned ? toCOrder(data, header) : data, header.dimensions());
  }

  private static long saturatedProduct(long a, long b) {
    return Math.multiplyHigh(a, b) != 0 || a * b < 0 ? Long.MAX_VALUE : a * b;
  }

  /** Reorders elements so that the last index is the fastest. */
  private static byte[] toCOrder(byte[] fortran, NumpyHeader header) {
    int[] shape = header.dimensions();
    int itemSize = header.type().itemSize();
    byte[] c = new byte[fortran.length];
    int[] index = new int[shape.length];
    for (int to = 0; to < c.length; to += itemSize) {
      int from = 0;
      for (int i = shape.length - 1; i >= 0; i--) {
        from = from * shape[i] + index[i];
      }
      System.arraycopy(fortran, from * itemSize, c, to, itemSize);
      for (int i = shape.length - 1; i >= 0 && ++index[i] == shape[i]; i--) {
        index[i] = 0;
      }
    }
    return c;
  }

  private static Map<String, NumpyArray> readArchive(FormatSource source) throws IOException {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    long limit = MemoryLimit.bytes();
    long left = limit;
    File file = source.file().toFile();
    try (ZipFile archive = new ZipFile(file)) {
      for (ZipEntry entry : Collections.list(archive.entries())) {
        String name = entry.getName();
        if (!name.endsWith(ENTRY_SUFFIX)) {
          throw new FormatException(
              "The .npz file holds '%s', which is no .npy file.".formatted(name));
        }
        NumpyArray array;
        try (CheckedInputStream in =
            new CheckedInputStream(
                new BufferedInputStream(archive.getInputStream(entry)), new CRC32())) {
          array = readArray(in, left);
          requireIntact(in, entry);
        } catch (EOFException e) {
          throw new FormatException("Array '%s' ends too soon.".formatted(name), e);
        } catch (FormatException e) {
          throw new FormatException("Array '%s': %s".formatted(name, e.getMessage()), e);
        } catch (TooLargeException e) {
          throw new TooLargeException("Array '%s': %s".formatted(name, e.getMessage()), e);
        }
        left -= array.data().limit();
        arrays.put(name.substring(0, name.length() - ENTRY_SUFFIX.length()), array);
      }
    } catch (ZipException | EOFException e) {
      String reason = e instanceof EOFException ? "it ends too soon" : e.getMessage();
      throw new FormatException("The .npz file is damaged: " + reason, e);
    }
    return arrays;
  }

  /** The JDK checks neither that the entry ends with the array nor its checksum. */
  private static void requireIntact(CheckedInputStream in, ZipEntry entry) throws IOException {
    if (in.read() >= 0) {
      throw new FormatException("there is more after its end");
    }
    if (in.getChecksum().getValue() != entry.getCrc()) {
      throw new FormatException("its content doesn't match its checksum; the file is damaged");
    }
  }

  private static void writeArray(NumpyArray array, OutputStream out) throws IOException {
    new NumpyHeader(array.type(), NumpyHeader.Order.C, IntStream.of(array.shape()).boxed().toList())
        .write(out);
    BytesFormat.write(array.data(), out);
  }

  private static Object convert(NumpyArray array, Type type) {
    if (type == Object.class || type == NumpyArray.class) {
      return array;
    }
    if (isMap(type)) {
      return Map.of(ONLY_ENTRY, array);
    }
    Class<?> target = (Class<?>) type;
    int[] shape = array.shape();
    if (shape.length != dimensions(target)) {
      throw new FormatException(
          "The array has %d dimensions and can't be read as %s; read a NumpyArray."
              .formatted(shape.length, type.getTypeName()));
    }
    // Rows without elements have no bytes, so that a header alone could claim any number of them.
    if (shape.length == 2 && shape[1] == 0 && shape[0] > MemoryLimit.bytes() / Long.BYTES) {
      throw new TooLargeException(
          MemoryLimit.exceeded("A Java array of %d rows".formatted(shape[0]), MemoryLimit.bytes()));
    }
    return shape.length == 1
        ? flat(array, target.getComponentType())
        : rows(flat(array, target.getComponentType().getComponentType()), shape);
  }

  private static Object flat(NumpyArray array, Class<?> element) {
    if (element == double.class) {
      return array.toDoubleArray();
    } else if (element == float.class) {
      return array.toFloatArray();
    } else if (element == long.class) {
      return array.toLongArray();
    } else if (element == int.class) {
      return array.toIntArray();
    } else if (element == boolean.class) {
      return array.toBooleanArray();
    }
    return array.toStringArray();
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of the same element type.
  private static Object rows(Object flat, int[] shape) {
    Object rows = Array.newInstance(flat.getClass(), shape[0]);
    for (int i = 0; i < shape[0]; i++) {
      Object row = Array.newInstance(flat.getClass().getComponentType(), shape[1]);
      System.arraycopy(flat, i * shape[1], row, 0, shape[1]);
      Array.set(rows, i, row);
    }
    return rows;
  }

  private static NumpyArray toArray(@Nullable Object value) {
    if (value instanceof NumpyArray array) {
      return array;
    } else if (value instanceof Object[] rows && !(value instanceof String[])) {
      int width = rows.length == 0 ? 0 : Array.getLength(rows[0]);
      return flatToArray(flatten(rows, width), rows.length, width);
    } else if (value != null) {
      return flatToArray(value);
    }
    throw new InvalidInputException("null is no array.");
  }

  private static NumpyArray flatToArray(Object flat, int... shape) {
    if (flat instanceof double[] values) {
      return NumpyArray.of(values, shape);
    } else if (flat instanceof float[] values) {
      return NumpyArray.of(values, shape);
    } else if (flat instanceof long[] values) {
      return NumpyArray.of(values, shape);
    } else if (flat instanceof int[] values) {
      return NumpyArray.of(values, shape);
    } else if (flat instanceof short[] values) {
      return NumpyArray.of(values, shape);
    } else if (flat instanceof boolean[] values) {
      return NumpyArray.of(values, shape);
    }
    return NumpyArray.of((String[]) flat, shape);
  }

  @SuppressWarnings("SuspiciousSystemArraycopy") // Both are arrays of the same element type.
  private static Object flatten(Object[] rows, int width) {
    Class<?> element = rows.getClass().getComponentType().getComponentType();
    Object flat = Array.newInstance(element, Math.multiplyExact(rows.length, width));
    for (int i = 0; i < rows.length; i++) {
      if (Array.getLength(rows[i]) != width) {
        throw new InvalidInputException(
            "Row %d has %d elements, row 0 has %d; NumPy's arrays are rectangular."
                .formatted(i, Array.getLength(rows[i]), width));
      }
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static boolean isArray(@Nullable Object value) {
    return value instanceof NumpyArray
        || value instanceof short[]
        || value instanceof short[][]
        || (value != null && dimensions(value.getClass()) > 0);
  }

  private static boolean isMap(Type type) {
    return type == Map.class || type instanceof ParameterizedType;
  }

  /** One or two for a Java array that is read; else zero. */
  private static int dimensions(Class<?> type) {
    Class<?> element = type.getComponentType();
    if (element == null) {
      return 0;
    }
    if (ELEMENTS.contains(element)) {
      return 1;
    }
    return element.isArray() && ELEMENTS.contains(element.getComponentType()) ? 2 : 0;
  }
}
