package io.t4.formats;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.StorageException;
import io.t4.error.TooLargeException;
import io.t4.formats.internal.MemoryLimit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.bz2", "a.txt.GZ"})
  void contentIsCompressedAsTheKeySays(String key) {
    String text = "thor ".repeat(10_000);
    byte[] content = FormatCalls.bytes(key, text);

    assertThat(content).hasSizeLessThan(1000);
    assertThat(FormatCalls.read(key, content)).isEqualTo(text);
    assertThat(FormatCalls.read(key, content, byte[].class)).isEqualTo(text.getBytes(UTF_8));
  }

  @Test
  void theMediaTypeIsThatOfTheCompression() {
    assertThat(FormatCalls.write("a.txt.gz", "x").contentType()).isEqualTo("application/gzip");
    assertThat(FormatCalls.write("a.txt.bz2", "x").contentType()).isEqualTo("application/x-bzip2");
    assertThat(FormatCalls.write("a.txt", "x").contentType())
        .isEqualTo("text/plain; charset=utf-8");
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    byte[] content = FormatCalls.bytes("a.txt.gz", "x");
    assertThat(FormatCalls.bytes("a.txt.gz", "x")).isEqualTo(content);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      assertThat(in.readAllBytes()).isEqualTo("x".getBytes(UTF_8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.bz2"})
  void allMembersOfAFileThatWasPutTogetherAreRead(String key) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(FormatCalls.bytes(key, "one,"));
    joined.write(FormatCalls.bytes(key, "two"));

    assertThat(FormatCalls.read(key, joined.toByteArray())).isEqualTo("one,two");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt.gz", "a.txt.bz2"})
  void damagedContentIsAFormatErrorNamingTheKey(String key) {
    byte[] whole = FormatCalls.bytes(key, "thor ".repeat(1000));
    for (byte[] damaged :
        new byte[][] {
          Arrays.copyOf(whole, whole.length / 2),
          Arrays.copyOf(whole, whole.length - 1),
          (new String(whole, ISO_8859_1) + "garbage behind the end").getBytes(ISO_8859_1),
          "no archive".getBytes(UTF_8),
          new byte[0]
        }) {
      assertThatThrownBy(() -> FormatCalls.read(key, damaged))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(key)
          .hasMessageNotContaining("null");
    }
  }

  @Test
  void aFailureOfTheStoreWhileDecompressingStaysAStorageError() {
    byte[] whole = FormatCalls.bytes("a.txt.gz", "thor ".repeat(1000));
    FormatSource broken =
        new FormatSource() {
          @Override
          public String extension() {
            return "txt";
          }

          @Override
          public InputStream open() {
            return new FilterInputStream(new ByteArrayInputStream(whole, 0, 15)) {
              @Override
              public int read() throws IOException {
                int value = super.read();
                if (value < 0) {
                  throw new IOException("connection reset");
                }
                return value;
              }

              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = super.read(buffer, offset, length);
                if (n < 0) {
                  throw new IOException("connection reset");
                }
                return n;
              }
            };
          }

          @Override
          public Path file() {
            throw new AssertionError("not needed");
          }
        };
    assertThatThrownBy(() -> Formats.load().read("a.txt.gz", broken, null, Object.class, Map.of()))
        .isInstanceOf(StorageException.class)
        .hasMessageContainingAll("a.txt.gz", "connection reset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.bin.gz", "a.txt.bz2", "a.json.gz"})
  void contentBeyondTheMemoryLimitIsRefused(String key) {
    byte[] bomb = FormatCalls.bytes(key, " ".repeat(2_000_000).getBytes(UTF_8));
    assertThat(bomb).hasSizeLessThan(10_000);
    String before = System.setProperty(MemoryLimit.PROPERTY, "1000000");
    try {
      assertThatThrownBy(() -> FormatCalls.read(key, bomb))
          .isInstanceOf(TooLargeException.class)
          .hasMessageContainingAll(key, "1000000 bytes", "fetch", MemoryLimit.PROPERTY);
    } finally {
      restore(before);
    }
  }

  private static void restore(String before) {
    if (before == null) {
      System.clearProperty(MemoryLimit.PROPERTY);
    } else {
      System.setProperty(MemoryLimit.PROPERTY, before);
    }
  }
}
