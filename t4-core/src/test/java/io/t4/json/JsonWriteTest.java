package io.t4.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JsonWriteTest {
  @Test
  void pythonAsciiEscapesEverythingOutsidePrintableAscii() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "thør 🔨\u007f/\"\\\b\f\n\r\t\u0001\u2028");
    value.put("a", Arrays.asList(1, null, true));

    assertThat(Json.write(value, JsonStyle.PYTHON_ASCII))
        .isEqualTo(
            "{\"name\": \"th\\u00f8r \\ud83d\\udd28\\u007f/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u2028\","
                + " \"a\": [1, null, true]}");
  }

  @Test
  void pythonUnicodeEscapesControlCharactersOnly() {
    assertThat(Json.write(Map.of("å", "🔨\u007f\u001f\u2028"), JsonStyle.PYTHON_UNICODE))
        .isEqualTo("{\"å\": \"🔨\u007f\\u001f\u2028\"}");
  }

  @Test
  void canonicalSortsKeysByCodePointAtEveryLevel() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("\ud83d\ude00", 1);
    inner.put("\uffee", 2);
    inner.put("a-b", 3);
    inner.put("a", 4);

    assertThat(Json.write(Map.of("z", List.of(inner)), JsonStyle.CANONICAL))
        .isEqualTo("{\"z\":[{\"a\":4,\"a-b\":3,\"\\uffee\":2,\"\\ud83d\\ude00\":1}]}");
  }

  @Test
  void prettyIndentsByTwo() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", List.of(1, Map.of("ø", "x")));
    value.put("b", List.of());
    value.put("c", Map.of());

    assertThat(Json.write(value, JsonStyle.PRETTY))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "ø": "x"
                }
              ],
              "b": [],
              "c": {}
            }""");
  }

  /** Right column: Python's json.dumps of the same number. */
  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.0, 1.0",
    "-1.5, -1.5",
    "100.0, 100.0",
    "123456789.125, 123456789.125",
    "0.1, 0.1",
    "0.30000000000000004, 0.30000000000000004",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "0.00012, 0.00012",
    "0.00001, 1e-05",
    "0.0000123, 1.23e-05",
    "9999999999999998.0, 9999999999999998.0",
    "1e15, 1000000000000000.0",
    "1e16, 1e+16",
    "1.5e16, 1.5e+16",
    "1e22, 1e+22",
    "1e23, 1e+23",
    "2e23, 2e+23",
    "8.41e21, 8.41e+21",
    "2.0E-3, 0.002",
    "2.2250738585072014E-308, 2.2250738585072014e-308",
    "4.9E-324, 5e-324",
    "9.9E-324, 1e-323",
    "1.5E-323, 1.5e-323",
    "1.7976931348623157E308, 1.7976931348623157e+308",
    "9007199254740993.0, 9007199254740992.0",
    "5e-05, 5e-05",
    "1e100, 1e+100",
  })
  void doublesPrintAsInPython(double value, String python) {
    assertThat(Json.write(value, JsonStyle.CANONICAL)).isEqualTo(python);
  }

  @Test
  void printedDoublesReadBackAsTheSameDouble() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Json.read(Json.write(value, JsonStyle.CANONICAL)))
            .as("seed %d, double %s", seed, value)
            .isEqualTo(value);
      }
    }
  }

  @Test
  void integersOfAnySizePrintInFull() {
    List<Object> integers =
        List.of(
            (byte) -1,
            (short) 2,
            3,
            Long.MIN_VALUE,
            new BigInteger("123456789012345678901234567890"));
    assertThat(Json.write(integers, JsonStyle.CANONICAL))
        .isEqualTo("[-1,2,3,-9223372036854775808,123456789012345678901234567890]");
  }

  @Test
  void floatsPrintTheirOwnShortestDigits() {
    assertThat(Json.write(List.of(0.1f, 16777216f, 3.0e-38f), JsonStyle.CANONICAL))
        .isEqualTo("[0.1,16777216.0,3e-38]");
  }

  @Test
  void decimalsThatADoubleHoldsAreWrittenAndOthersRefused() {
    assertThat(Json.write(new BigDecimal("12.50"), JsonStyle.CANONICAL)).isEqualTo("12.5");
    assertThatThrownBy(
            () ->
                Json.write(
                    Map.of("price", new BigDecimal("0.1000000000000000000001")),
                    JsonStyle.CANONICAL))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("price")
        .hasMessageContaining("0.1000000000000000000001");
  }

  @ParameterizedTest
  @EnumSource(
      value = JsonStyle.class,
      names = {"CANONICAL", "KEPT"},
      mode = EnumSource.Mode.EXCLUDE)
  void nanAndInfinityAreRefusedWithTheirPath(JsonStyle style) {
    for (Object bad :
        List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Float.NaN)) {
      Map<String, Object> value = Map.of("user_meta", Map.of("a", List.of(0, 1, 2, bad)));
      assertThatThrownBy(() -> Json.write(value, style))
          .isInstanceOf(NotJsonException.class)
          .hasMessageStartingWith("user_meta.a[3] is " + bad);
    }
  }

  /** What Python's {@code json.dumps} makes of them, of which top hashes are taken. */
  @ParameterizedTest
  @EnumSource(
      value = JsonStyle.class,
      names = {"CANONICAL", "KEPT"})
  void nanAndInfinityAreSpelledForHashes(JsonStyle style) {
    List<Double> values = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    assertThat(Json.write(values, style)).isEqualTo("[NaN,Infinity,-Infinity]");
    assertThat(Json.read("[NaN,Infinity,-Infinity]", JsonReading.PYTHON)).isEqualTo(values);
  }

  @ParameterizedTest
  @EnumSource(JsonStyle.class)
  void keysThatAreNoStringsAreRefused(JsonStyle style) {
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    assertThatThrownBy(() -> Json.write(Map.of("a b", List.of(Map.of(7, "x"))), style))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("['a b'][0] has the key 7 of java.lang.Integer");
    assertThatThrownBy(() -> Json.write(nullKey, style))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("the value has the key null");
  }

  @Test
  void aContainerThatContainsItselfIsRefused() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", new ArrayList<>(List.of(map)));
    List<Object> list = new ArrayList<>();
    list.add(list);

    assertThatThrownBy(() -> Json.write(map, JsonStyle.PYTHON_ASCII))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("self[0] contains itself");
    assertThatThrownBy(() -> Json.write(list, JsonStyle.PYTHON_ASCII))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("[0] contains itself");
  }

  @Test
  void aContainerMayAppearTwiceSideBySide() {
    List<Integer> shared = List.of(1);
    assertThat(Json.write(List.of(shared, shared), JsonStyle.CANONICAL)).isEqualTo("[[1],[1]]");
  }

  @Test
  void nestingBeyondTheLimitIsRefused() {
    assertThat(Json.write(nested(Json.MAX_DEPTH), JsonStyle.CANONICAL)).startsWith("[[[");
    assertThatThrownBy(() -> Json.write(nested(Json.MAX_DEPTH + 1), JsonStyle.CANONICAL))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("deeper than 1000 levels");
  }

  @Test
  void loneSurrogatesAreEscapedWherePythonDoesAndRefusedWhereUtf8CantHoldThem() {
    String lone = "a\ud800b";
    assertThat(Json.write(lone, JsonStyle.PYTHON_ASCII)).isEqualTo("\"a\\ud800b\"");
    assertThat(Json.write(lone, JsonStyle.CANONICAL)).isEqualTo("\"a\\ud800b\"");
    assertThat(Json.write(lone, JsonStyle.PRETTY)).isEqualTo("\"a\\ud800b\"");
    assertThatThrownBy(() -> Json.write(Map.of("k", lone), JsonStyle.PYTHON_UNICODE))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("k has half a surrogate pair at character 1");
  }

  @Test
  void typesThatJsonDoesNotHaveAreRefused() {
    assertThatThrownBy(
            () -> Json.write(Map.of("when", java.time.Instant.EPOCH), JsonStyle.PYTHON_ASCII))
        .isInstanceOf(NotJsonException.class)
        .hasMessageContaining("when is a java.time.Instant");
  }

  private static Object nested(int depth) {
    Object value = List.of();
    for (int i = 1; i < depth; i++) {
      value = List.of(value);
    }
    return value;
  }
}
