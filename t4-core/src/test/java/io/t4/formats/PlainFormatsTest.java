package io.t4.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import io.t4.error.TooLargeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

class PlainFormatsTest {
  /** A value of the user's. */
  record Storm(String name, int force, LocalDate day) {}

  /** A bean of the user's. */
  public static class Hammer {
    private String owner = "";
    private double weight;

    public String getOwner() {
      return owner;
    }

    public void setOwner(String owner) {
      this.owner = owner;
    }

    public double getWeight() {
      return weight;
    }

    public void setWeight(double weight) {
      this.weight = weight;
    }
  }

  private static final Storm STORM = new Storm("thør", 12, LocalDate.of(2026, 1, 2));
  private static final String STORM_JSON =
      "{\"name\": \"th\\u00f8r\", \"force\": 12, \"day\": \"2026-01-02\"}";

  @Test
  void jsonIsWrittenAsPythonDoes() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", Arrays.asList(1, 2.0, 1e16, "ø", null));
    value.put("a", new int[] {1});
    assertThat(FormatCalls.text("x.json", value))
        .isEqualTo("{\"b\": [1, 2.0, 1e+16, \"\\u00f8\", null], \"a\": [1]}");
  }

  @Test
  void jsonIsReadAsPlainValues() {
    assertThat(FormatCalls.read("x.json", "{\"a\": [1, NaN, null]}"))
        .isEqualTo(Map.of("a", Arrays.asList(1L, Double.NaN, null)));
    assertThat(FormatCalls.read("x.json", "\"text\"")).isEqualTo("text");
    assertThat(FormatCalls.read("x.ipynb", "{}")).isEqualTo(Map.of());
  }

  @Test
  void recordsAndBeansRoundTripThroughJson() {
    assertThat(FormatCalls.text("x.json", STORM)).isEqualTo(STORM_JSON);
    assertThat(FormatCalls.read("x.json", STORM_JSON, Storm.class)).isEqualTo(STORM);

    Hammer hammer = new Hammer();
    hammer.setOwner("thor");
    hammer.setWeight(1.5);
    Hammer read = FormatCalls.read("x.json", FormatCalls.bytes("x.json", hammer), Hammer.class);
    assertThat(read.getOwner()).isEqualTo("thor");
    assertThat(read.getWeight()).isEqualTo(1.5);
  }

  @Test
  void recordsInsideMapsAndListsAreWritten() {
    assertThat(FormatCalls.text("x.json", Map.of("storms", List.of(STORM))))
        .isEqualTo("{\"storms\": [" + STORM_JSON + "]}");
  }

  @Test
  void jsonIsReadAsGenericTypes() {
    List<Storm> storms =
        FormatCalls.read("x.json", "[" + STORM_JSON + "]", new TypeToken<List<Storm>>() {});
    assertThat(storms).containsExactly(STORM);
    Map<String, Integer> counts =
        FormatCalls.read("x.json", "{\"a\": 1}", new TypeToken<Map<String, Integer>>() {});
    assertThat(counts).containsExactly(Map.entry("a", 1));
    Map<String, Object> plain =
        FormatCalls.read("x.json", "{\"a\": 1}", new TypeToken<Map<String, Object>>() {});
    assertThat(plain).containsExactly(Map.entry("a", 1L));
  }

  @Test
  void jsonIsReadAsNodes() {
    assertThat(FormatCalls.read("x.json", "{\"a\": [1]}", JsonNode.class).at("/a/0").asInt())
        .isEqualTo(1);
  }

  @Test
  void theDocumentNullIsANodeOnly() {
    assertThat(FormatCalls.text("x.json", NullNode.getInstance())).isEqualTo("null");
    assertThat(FormatCalls.read("x.json", "null", JsonNode.class).isNull()).isTrue();
    assertThatThrownBy(() -> FormatCalls.read("x.json", "null"))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("x.json", "null", "JsonNode");
  }

  @Test
  void jsonThatDoesNotMatchTheTypeIsAnErrorNamingBoth() {
    assertThatThrownBy(() -> FormatCalls.read("x.json", "{\"force\": \"much\"}", Storm.class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("x.json", Storm.class.getName(), "line 1");
    assertThatThrownBy(() -> FormatCalls.read("x.json", "[1]", String.class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("x.json", "java.lang.String");
  }

  @Test
  void malformedJsonIsAnErrorNamingKeyAndPlace() {
    for (Class<?> type : List.of(Object.class, Storm.class, JsonNode.class)) {
      assertThatThrownBy(() -> FormatCalls.read("dir/x.json", "{\n\"a\" 1}", type))
          .isInstanceOf(FormatException.class)
          .hasMessageContainingAll("dir/x.json", "line 2");
    }
  }

  @Test
  void hostileNestingIsATypedError() {
    String nested = "[".repeat(100_000);
    for (Class<?> type : List.of(Object.class, List.class, JsonNode.class)) {
      assertThatThrownBy(() -> FormatCalls.read("x.json", nested, type))
          .isInstanceOf(TooLargeException.class)
          .hasMessageContaining("x.json");
    }
    assertThatThrownBy(() -> FormatCalls.read("x.jsonl", nested))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("x.jsonl");
    assertThatThrownBy(() -> FormatCalls.read("x.yaml", nested))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContainingAll("x.yaml", "1000 levels");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.json", "x.jsonl"})
  void whatJsonCantHoldIsRefusedWithItsPlace(String key) {
    assertThatThrownBy(() -> FormatCalls.write(key, List.of(Map.of("a", Double.NaN))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(key, "a is NaN");
    assertThatThrownBy(() -> FormatCalls.write(key, List.of(Map.of(1, 2))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(key, "key 1");
    assertThatThrownBy(() -> FormatCalls.write(key, List.of(Map.of("a", new Object()))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(key, "a is a java.lang.Object");
    assertThatThrownBy(
            () -> FormatCalls.write(key, List.of(Map.of("a", NumpyArray.of(new int[1])))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(key, "NumpyArray");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.json", "x.jsonl", "x.yaml"})
  void aValueThatContainsItselfIsRefused(String key) {
    Map<String, Object> map = new HashMap<>();
    map.put("self", new ArrayList<>(List.of(map)));
    assertThatThrownBy(() -> FormatCalls.write(key, List.of(map)))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining(key);
  }

  @Test
  void textRoundTrips() {
    String text = "thør\r\n🔨\u0000\uFEFF\uFFFD";
    assertThat(FormatCalls.bytes("x.md", text)).isEqualTo(text.getBytes(UTF_8));
    assertThat(FormatCalls.read("x.md", text.getBytes(UTF_8))).isEqualTo(text);
    assertThat(FormatCalls.read("x.txt", new byte[0])).isEqualTo("");
  }

  @Test
  void textThatIsNotUtf8IsAnErrorNamingTheByte() {
    byte[] latin1 = {'t', 'h', (byte) 0xF8, 'r'};
    byte[] cut = {'a', (byte) 0xF0, (byte) 0x9F};
    assertThatThrownBy(() -> FormatCalls.read("x.txt", latin1))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("x.txt", "byte 2", "0xf8");
    assertThatThrownBy(() -> FormatCalls.read("x.txt", cut))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("byte 1");
    assertThatThrownBy(() -> FormatCalls.write("x.txt", "a\ud800"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("x.txt", "surrogate");
  }

  @Test
  void jsonLinesAreAListOfValues() {
    List<Object> values = Arrays.asList(Map.of("a", 1L), "ø", null);
    assertThat(FormatCalls.text("x.jsonl", values)).isEqualTo("{\"a\": 1}\n\"\\u00f8\"\nnull\n");
    assertThat(FormatCalls.read("x.ndjson", "{\"a\": 1}\r\n\n\"ø\"\nnull")).isEqualTo(values);
    assertThat(FormatCalls.read("x.jsonl", "")).isEqualTo(List.of());
  }

  @Test
  void jsonLinesAreReadAsRecords() {
    List<Storm> storms = List.of(STORM, STORM);
    String text = FormatCalls.text("x.jsonl", storms);
    assertThat(text).isEqualTo(STORM_JSON + "\n" + STORM_JSON + "\n");
    assertThat(FormatCalls.read("x.jsonl", text, new TypeToken<List<Storm>>() {}))
        .isEqualTo(storms);
  }

  @Test
  void aBadJsonLineIsNamedByItsNumber() {
    assertThatThrownBy(() -> FormatCalls.read("x.jsonl", "1\n\n{]\n"))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("x.jsonl", "Line 3");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstValue() {
    assertThat(FormatCalls.read("x.jsonl", "\uFEFF1\n2\n")).isEqualTo(List.of(1L, 2L));
    assertThat(FormatCalls.read("x.json", "\uFEFF[1]")).isEqualTo(List.of(1L));
    assertThat(FormatCalls.read("x.yaml", "\uFEFF[1]")).isEqualTo(List.of(1L));
  }

  @Test
  void yamlRoundTrips() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "thør 🔨");
    value.put(
        "list",
        Arrays.asList(1L, 2.5, true, null, "yes", "1", "", "~", "\u0085x", "\ufeff", "a\nb\n"));
    assertThat(FormatCalls.read("x.yaml", FormatCalls.bytes("x.yml", value))).isEqualTo(value);
    assertThat(FormatCalls.read("x.yml", "a: [1, b]\n2: ~")).isInstanceOf(Map.class);
  }

  /** PyYAML reads YAML 1.1, where these would be a boolean, a date, minutes, and a text. */
  @Test
  void yamlIsSpelledSoThatOlderReadersSeeTheSame() {
    assertThat(FormatCalls.text("x.yaml", List.of("yes", "2026-01-02", "12:30", 1e16, 1e-5)))
        .isEqualTo("- 'yes'\n- '2026-01-02'\n- '12:30'\n- 1.0e+16\n- 1.0e-05\n");
  }

  @Test
  void yamlIsReadAsRecords() {
    assertThat(FormatCalls.read("x.yaml", "name: thør\nforce: 12\nday: 2026-01-02\n", Storm.class))
        .isEqualTo(STORM);
  }

  @Test
  void aYamlAliasBombIsATypedError() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      String alias = "*a" + (i - 1) + " ";
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ",").repeat(8) + alias));
    }
    assertThatThrownBy(() -> FormatCalls.read("x.yaml", bomb.toString()))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContainingAll("x.yaml", "aliases");
  }

  @Test
  void aHostileYamlNumberIsATypedError() {
    assertThatThrownBy(() -> FormatCalls.read("x.yaml", "a: " + "1".repeat(1_000_000)))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContainingAll("x.yaml", "4300 digits");
  }

  @Test
  void aYamlChainOfAliasesIsATypedError() {
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 5000; i++) {
      chain.append("a%d: &a%d [*a%d ]\n".formatted(i, i, i - 1));
    }
    assertThatThrownBy(() -> FormatCalls.read("x.yaml", chain.toString()))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContainingAll("x.yaml", "1000 levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [1",
        "a: !!python/object:os.system {}",
        "a: !!java.net.URL [\"http://localhost\"]",
        "a: *missing",
        "&a [*a ]",
        "--- 1\n--- 2",
        "a: 1\na: 2"
      })
  void malformedOrHostileYamlIsAFormatErrorNamingTheKey(String yaml) {
    assertThatThrownBy(() -> FormatCalls.read("x.yaml", yaml))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("x.yaml");
  }
}
