package io.t4.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import io.t4.error.TooLargeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumpyFormatTest {
  @Test
  void readsAMatrixOfDoubles() {
    NumpyArray array = read(NumpyFiles.FLOAT64);

    assertThat(array.shape()).containsExactly(2, 2);
    assertThat(array.size()).isEqualTo(4);
    assertThat(array.type().descr()).isEqualTo("<f8");
    assertThat(array.getDouble(0, 1)).isEqualTo(2.0);
    assertThat(array.get(1, 0)).isEqualTo(3.0);
    assertThat(array.toDoubleArray()).containsExactly(1.5, 2, 3, -0.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {NumpyFiles.VERSION_2, NumpyFiles.VERSION_3})
  void readsLaterVersionsOfTheHeader(String file) {
    assertThat(read(file).toDoubleArray()).containsExactly(1.5);
  }

  @Test
  void readsBigEndianIntegers() {
    assertThat(read(NumpyFiles.BIG_ENDIAN).toIntArray()).containsExactly(1, -2, 300_000);
  }

  @Test
  void fortranOrderIsTurnedIntoCOrder() {
    NumpyArray array = read(NumpyFiles.FORTRAN);
    assertThat(array.toLongArray()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(array.getLong(1, 0)).isEqualTo(3);
  }

  @Test
  void readsHalfFloats() {
    assertThat(read(NumpyFiles.FLOAT16).toDoubleArray())
        .containsExactly(
            1.0, -2.5, 65504.0, 5.9604644775390625e-08, Double.POSITIVE_INFINITY, Double.NaN);
  }

  @Test
  void readsUnsignedIntegersInFull() {
    NumpyArray array = read(NumpyFiles.UINT64);
    assertThat(array.get(1)).isEqualTo(new BigInteger("18446744073709551615"));
    assertThat(array.toDoubleArray()).containsExactly(0, 0x1p64);
    assertThatThrownBy(array::toLongArray)
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("<u8", "18446744073709551615");
    assertThat(read(NumpyFiles.UINT32).toLongArray()).containsExactly(4_294_967_295L);
    assertThatThrownBy(() -> read(NumpyFiles.UINT32).toIntArray())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("4294967295");
  }

  @Test
  void readsBooleansBytesAndComplexNumbers() {
    assertThat(read(NumpyFiles.BOOLEAN).toBooleanArray()).containsExactly(true, false);
    assertThat(read(NumpyFiles.BOOLEAN).get(0)).isEqualTo(true);
    assertThat(read(NumpyFiles.INT8).toIntArray()).containsExactly(-1, 127);
    assertThat(read(NumpyFiles.COMPLEX128).get(0)).isEqualTo(new NumpyArray.Complex(1, 2));
    assertThat(read(NumpyFiles.COMPLEX64).get(0)).isEqualTo(new NumpyArray.Complex(1.5, -2));
    assertThatThrownBy(() -> read(NumpyFiles.COMPLEX64).toDoubleArray())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("<c8");
  }

  @Test
  void readsStrings() {
    assertThat(read(NumpyFiles.UNICODE).toStringArray()).containsExactly("thor", "ø🔨");
    assertThat(read(NumpyFiles.UNICODE_BIG).toStringArray()).containsExactly("thor", "ø🔨");
    assertThat(read(NumpyFiles.BYTES).toStringArray()).containsExactly("ab", "cé");
    assertThat(read(NumpyFiles.BYTES).get(1)).isEqualTo(new byte[] {'c', (byte) 0xE9});
  }

  @Test
  void readsScalarsEmptyArraysAndDates() {
    assertThat(read(NumpyFiles.SCALAR).shape()).isEmpty();
    assertThat(read(NumpyFiles.SCALAR).getLong()).isEqualTo(7);
    assertThat(read(NumpyFiles.EMPTY).shape()).containsExactly(0, 3);
    assertThat(read(NumpyFiles.EMPTY).toDoubleArray()).isEmpty();
    assertThat(read(NumpyFiles.DATE).getLong(0)).isEqualTo(1_767_323_045L);
    assertThat(read(NumpyFiles.DATE).type().unit()).isEqualTo("[s]");
  }

  /** Python's files of version 1.0 in C order, which is what we write. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        NumpyFiles.FLOAT64,
        NumpyFiles.BIG_ENDIAN,
        NumpyFiles.FLOAT16,
        NumpyFiles.UINT64,
        NumpyFiles.BOOLEAN,
        NumpyFiles.INT8,
        NumpyFiles.UINT32,
        NumpyFiles.COMPLEX128,
        NumpyFiles.COMPLEX64,
        NumpyFiles.BYTES,
        NumpyFiles.UNICODE,
        NumpyFiles.UNICODE_BIG,
        NumpyFiles.SCALAR,
        NumpyFiles.EMPTY,
        NumpyFiles.DATE
      })
  void writesTheSameBytesAsNumpy(String file) {
    assertThat(FormatCalls.bytes("a.npy", read(file))).isEqualTo(Base64.getDecoder().decode(file));
  }

  @Test
  void javaArraysAreWrittenAsNumpyDoes() {
    assertThat(FormatCalls.bytes("a.npy", new double[][] {{1.5, 2}, {3, -0.0}}))
        .isEqualTo(Base64.getDecoder().decode(NumpyFiles.FLOAT64));
    assertThat(FormatCalls.bytes("a.npy", new boolean[] {true, false}))
        .isEqualTo(Base64.getDecoder().decode(NumpyFiles.BOOLEAN));
    assertThat(FormatCalls.bytes("a.npy", new String[] {"thor", "ø🔨"}))
        .isEqualTo(Base64.getDecoder().decode(NumpyFiles.UNICODE));
  }

  @Test
  void javaArraysRoundTrip() {
    assertThat(roundTrip(new double[] {1, 2})).isEqualTo(new double[] {1, 2});
    assertThat(roundTrip(new float[] {1, 2})).isEqualTo(new float[] {1, 2});
    assertThat(roundTrip(new long[] {1, Long.MIN_VALUE})).isEqualTo(new long[] {1, Long.MIN_VALUE});
    assertThat(roundTrip(new int[] {1, 2})).isEqualTo(new int[] {1, 2});
    assertThat(roundTrip(new double[][] {{1, 2, 3}, {4, 5, 6}}))
        .isEqualTo(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(roundTrip(new float[][] {{1}, {2}})).isEqualTo(new float[][] {{1}, {2}});
    assertThat(roundTrip(new long[][] {{1}, {2}})).isEqualTo(new long[][] {{1}, {2}});
    assertThat(roundTrip(new int[][] {{}, {}})).isEqualTo(new int[][] {{}, {}});
    assertThat(roundTrip(new int[0])).isEqualTo(new int[0]);
    assertThat(
            FormatCalls.read("a.npy", FormatCalls.bytes("a.npy", new short[] {1, -2}), int[].class))
        .containsExactly(1, -2);
  }

  @Test
  void arraysThatAreNotRectangularAreRefused() {
    assertThatThrownBy(() -> FormatCalls.write("a.npy", new int[][] {{1}, {2, 3}}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("a.npy", "Row 1 has 2");
  }

  @Test
  void aTypeThatDoesNotFitTheArrayIsRefused() {
    byte[] matrix = Base64.getDecoder().decode(NumpyFiles.FLOAT64);
    assertThatThrownBy(() -> FormatCalls.read("a.npy", matrix, double[].class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "2 dimensions", "double[]");
    assertThatThrownBy(() -> FormatCalls.read("a.npy", matrix, long[][].class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "<f8");
    assertThatThrownBy(() -> FormatCalls.read("a.npy", matrix, float[][].class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "read doubles");
    assertThatThrownBy(() -> FormatCalls.read("a.npy", matrix, Thread.class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "java.lang.Thread", NumpyArray.class.getName());
  }

  @Test
  void archivesAreMapsOfArrays() {
    assertThat(FormatCalls.read("a.npz", Base64.getDecoder().decode(NumpyFiles.ARCHIVE)))
        .isEqualTo(
            Map.of(
                "xs", NumpyArray.of(new long[] {0, 1, 2}), "ys", NumpyArray.of(new double[] {.5})));

    Map<String, Object> arrays = new LinkedHashMap<>();
    arrays.put("xs", new int[] {1, 2});
    arrays.put("ys", NumpyArray.of(new double[] {1, 2, 3, 4}, 2, 2));
    byte[] content = FormatCalls.bytes("a.npz", arrays);
    assertThat(FormatCalls.bytes("a.npz", arrays)).isEqualTo(content);
    assertThat(FormatCalls.read("a.npz", content))
        .isEqualTo(Map.of("xs", NumpyArray.of(new int[] {1, 2}), "ys", arrays.get("ys")));
  }

  @Test
  void oneArrayInAnArchiveIsReadWithoutItsName() {
    byte[] content = FormatCalls.bytes("a.npz", new int[] {1, 2});
    assertThat(FormatCalls.read("a.npz", content))
        .isEqualTo(Map.of("arr_0", NumpyArray.of(new int[] {1, 2})));
    assertThat(FormatCalls.read("a.npz", content, int[].class)).containsExactly(1, 2);
    assertThatThrownBy(
            () ->
                FormatCalls.read(
                    "a.npz", Base64.getDecoder().decode(NumpyFiles.ARCHIVE), double[].class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npz", "xs", "ys");
  }

  @Test
  void aMapOfArraysDoesNotGoIntoOneArray() {
    assertThatThrownBy(() -> FormatCalls.write("a.npy", Map.of("x", new int[1])))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("a.npy", ".npz");
  }

  @Test
  void pickledObjectsAreRefused() {
    assertThatThrownBy(() -> read(NumpyFiles.OBJECT))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "pickled", "|O");
    byte[] pickle = {(byte) 0x80, 4, 'K', 1, '.'};
    assertThatThrownBy(() -> FormatCalls.read("a.npy", pickle))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "Pickles are not read");
  }

  @Test
  void recordsAreRefused() {
    assertThatThrownBy(() -> read(NumpyFiles.RECORD))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npy", "structured");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<U999999999', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000, 2000000000), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (250000000,), }",
        "{'descr': '<U0', 'fortran_order': False, 'shape': (2000000000,), }",
        "{'descr': '|S999999999', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999999999999,), }",
      })
  void aHeaderThatClaimsTooMuchIsRefusedBeforeAnythingIsAllocated(String header) {
    assertThatThrownBy(() -> FormatCalls.read("a.npy", file(header)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("a.npy");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 'y'}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': '1'}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} + 1",
        "{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|V8', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': __import__('os').system('true'), 'fortran_order': False, 'shape': (1,)}"
      })
  void malformedHeadersAreFormatErrorsNamingTheKey(String header) {
    assertThatThrownBy(() -> FormatCalls.read("a.npy", file(header)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("a.npy");
  }

  @Test
  void longIntegersOfPython2AreRead() {
    byte[] content = file("{'descr': '|i1', 'fortran_order': False, 'shape': (1L, 2L), }", 5, 6);
    NumpyArray array = (NumpyArray) FormatCalls.read("a.npy", content);
    assertThat(array.toIntArray()).containsExactly(5, 6);
  }

  @Test
  void aFileThatEndsTooSoonIsAFormatErrorAtEveryByte() {
    byte[] whole = Base64.getDecoder().decode(NumpyFiles.FLOAT64);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> FormatCalls.read("a.npy", cut))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("a.npy");
    }
  }

  @Test
  void randomDamageGivesTypedErrorsOnly() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (String original : new String[] {NumpyFiles.FLOAT64, NumpyFiles.ARCHIVE}) {
      for (int i = 0; i < 2000; i++) {
        byte[] damaged = Base64.getDecoder().decode(original);
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        try {
          assertThat(FormatCalls.read("a.npz", damaged)).isNotNull();
        } catch (T4Exception expected) {
          assertThat(expected).as("seed %d", seed).hasMessageContaining("a.npz");
        }
      }
    }
  }

  @Test
  void anArchiveBombIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 8; i++) {
        zip.putNextEntry(new ZipEntry("a" + i + ".npy"));
        zip.write(file("{'descr': '|i1', 'fortran_order': False, 'shape': (60000000,), }"));
        zip.write(new byte[60_000_000]);
        zip.closeEntry();
      }
    }
    assertThatThrownBy(() -> FormatCalls.read("a.npz", out.toByteArray()))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContainingAll("a.npz", ".npy", "limit");
  }

  @Test
  void aDamagedArchiveIsAFormatError() throws IOException {
    byte[] stored = archive(ZipOutputStream.STORED);
    byte[] flipped = stored.clone();
    flipped[stored.length / 2] ^= 1;
    // NumPy stores without compression, so nothing but the checksum can tell.
    assertThatThrownBy(() -> FormatCalls.read("a.npz", flipped))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npz", "a.npy", "checksum");

    for (byte[] whole : List.of(stored, archive(ZipOutputStream.DEFLATED))) {
      assertThat(FormatCalls.read("a.npz", whole)).isInstanceOf(Map.class);
      for (int i = 0; i < whole.length; i++) {
        byte[] damaged = whole.clone();
        damaged[i] ^= (byte) 0x81;
        try {
          FormatCalls.read("a.npz", damaged);
        } catch (FormatException | TooLargeException expected) {
          assertThat(expected).hasMessageContaining("a.npz");
        }
        byte[] cut = Arrays.copyOf(whole, i);
        assertThatThrownBy(() -> FormatCalls.read("a.npz", cut))
            .isInstanceOf(FormatException.class);
      }
    }
  }

  private static byte[] archive(int method) throws IOException {
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.write(file("{'descr': '|i1', 'fortran_order': False, 'shape': (300,), }"));
    array.write(new byte[300]);
    CRC32 checksum = new CRC32();
    checksum.update(array.toByteArray());
    ZipEntry entry = new ZipEntry("a.npy");
    entry.setMethod(method);
    entry.setSize(array.size());
    entry.setCrc(checksum.getValue());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(entry);
      zip.write(array.toByteArray());
    }
    return out.toByteArray();
  }

  @Test
  void rowsWithoutElementsTakeNoMemoryWithoutBound() throws IOException {
    byte[] content = file("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647, 0), }");
    assertThat(((NumpyArray) FormatCalls.read("a.npy", content)).shape())
        .containsExactly(2147483647, 0);
    assertThatThrownBy(() -> FormatCalls.read("a.npy", content, double[][].class))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContainingAll("a.npy", "2147483647 rows");
  }

  @Test
  void archivesWithOtherFilesAreRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("data.pkl"));
    }
    assertThatThrownBy(() -> FormatCalls.read("a.npz", out.toByteArray()))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.npz", "data.pkl");
  }

  @Test
  void indicesAreChecked() {
    NumpyArray array = NumpyArray.of(new int[] {1, 2, 3, 4}, 2, 2);
    assertThatThrownBy(() -> array.getLong(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> array.getLong(0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> NumpyArray.of(new int[3], 2, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[2, 2]");
  }

  private static NumpyArray read(String base64) {
    return (NumpyArray) FormatCalls.read("a.npy", Base64.getDecoder().decode(base64));
  }

  private static Object roundTrip(Object array) {
    return FormatCalls.read("a.npy", FormatCalls.bytes("a.npy", array), array.getClass());
  }

  /** A file of version 1.0. */
  private static byte[] file(String header, int... data) {
    ByteBuffer file =
        ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("\u0093NUMPY\u0001\u0000".getBytes(ISO_8859_1)).putShort((short) header.length());
    file.put(header.getBytes(ISO_8859_1));
    for (int b : data) {
      file.put((byte) b);
    }
    return file.array();
  }
}
