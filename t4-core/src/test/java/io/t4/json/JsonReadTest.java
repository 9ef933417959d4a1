package io.t4.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadTest {
  @Test
  void readsPlainValuesInOrder() {
    Map<String, Object> value =
        Json.readObject(
            "{\"z\": [1, -2.5, 1e3, true, null], \"a\": {\"b\": \"\\u00f8\"}}", JsonReading.STRICT);

    assertThat(value.keySet()).containsExactly("z", "a");
    assertThat(value)
        .containsEntry("z", Arrays.asList(1L, -2.5, 1000.0, true, null))
        .containsEntry("a", Map.of("b", "ø"));
  }

  @Test
  void integersKeepTheirSize() {
    assertThat(Json.read("[9223372036854775807, 9223372036854775808]"))
        .isEqualTo(List.of(Long.MAX_VALUE, new BigInteger("9223372036854775808")));
  }

  @Test
  void ofARepeatedKeyTheLastValueCountsAtTheFirstPlace() {
    Map<String, Object> value =
        Json.readObject("{\"a\": 1, \"b\": 2, \"a\": 3}", JsonReading.STRICT);
    assertThat(value.entrySet()).containsExactly(Map.entry("a", 3L), Map.entry("b", 2L));
  }

  @Test
  void nanIsReadOnlyAsPythonDoes() {
    String json = "[NaN, Infinity, -Infinity, 1e999]";
    assertThat(Json.read(json, JsonReading.PYTHON))
        .isEqualTo(
            List.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY));
    assertThatThrownBy(() -> Json.read("[NaN]")).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> Json.read("[1e999]"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("1e999");
  }

  @Test
  void loneSurrogatesSurvive() {
    String json = "\"a\\ud800b\"";
    Object value = Json.read(json);
    assertThat(value).isEqualTo("a\ud800b");
    assertThat(Json.write(value, JsonStyle.PYTHON_ASCII)).isEqualTo(json);
    assertThat(Json.read(json.replace("a", "æ"))).isEqualTo("æ\ud800b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "   ", "{", "[1,]", "{\"a\": }", "01", "'a'", "{} x", "tru", "\"\n\""})
  void malformedDocumentsAreRefused(String json) {
    assertThatThrownBy(() -> Json.read(json)).isInstanceOf(FormatException.class);
  }

  @Test
  void malformedDocumentsNameLineAndColumn() {
    assertThatThrownBy(() -> Json.read("{\"a\": 1,\n \"b\" 2}"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void invalidUtf8IsMalformed() {
    InputStream in = new ByteArrayInputStream(new byte[] {'"', (byte) 0xc3, 0x28, '"'});
    assertThatThrownBy(() -> Json.read(in, JsonReading.STRICT))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void hostileNestingIsRefused(String opening) {
    assertThatThrownBy(() -> Json.read(opening.repeat(100_000)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("1000");
  }

  @Test
  void nestingUpToTheLimitIsRead() {
    String json = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
    assertThat(Json.write(Json.read(json), JsonStyle.CANONICAL)).isEqualTo(json);
  }

  @Test
  void hostileNumbersAreRefused() {
    assertThatThrownBy(() -> Json.read("1".repeat(100_000))).isInstanceOf(TooLargeException.class);
  }

  @Test
  void failuresOfTheStreamStayIoErrors() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> Json.read(broken, JsonReading.STRICT))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  @Test
  void aDocumentThatIsNoObjectIsRefusedWhereOneIsNeeded() {
    assertThatThrownBy(() -> Json.readObject("[1]", JsonReading.STRICT))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not an object");
  }

  @Test
  void bytesAreReadAsUtf8() throws IOException {
    InputStream in = new ByteArrayInputStream("\"ø🔨\"".getBytes(StandardCharsets.UTF_8));
    assertThat(Json.read(in, JsonReading.STRICT)).isEqualTo("ø🔨");
  }
}
