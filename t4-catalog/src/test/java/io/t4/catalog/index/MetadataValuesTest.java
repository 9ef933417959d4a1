package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetadataValuesTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'Oslo'       | {'keyword': 'Oslo', 'text': 'Oslo'}",
        "5            | {'keyword': '5', 'number': 5.0}",
        "'5.30'       | {'keyword': '5.30', 'number': 5.3}",
        "true         | {'keyword': 'true', 'flag': true}",
        "'False'      | {'keyword': 'False', 'flag': false, 'text': 'False'}",
        "'2026-05-01' | {'keyword': '2026-05-01', 'text': '2026-05-01', 'date': '2026-05-01'}",
        "'2026'       | {'keyword': '2026', 'number': 2026.0}",
        "'2026-13'    | {'keyword': '2026-13', 'text': '2026-13'}",
        "'1e999'      | {'keyword': '1e999', 'text': '1e999'}",
        "''           | {'keyword': '', 'text': ''}",
      })
  void hasEachTypeThatAValueLooksLike(String value, String expected) {
    JsonNode values = MetadataValues.of(json("{'a': " + value + "}"), json("{}"));
    JsonNode withPath = json(expected.replaceFirst("\\{", "{'path': 'user_meta.a', "));
    assertThat(values).containsExactly(withPath);
  }

  @Test
  void pathsNameTheFieldAndSkipArrays() {
    JsonNode values =
        MetadataValues.of(
            json("{'a': {'b c': [1, [{'d': 2}], null, {}]}, 'e': []}"), json("{'format': 'x'}"));
    assertThat(values.findValuesAsString("path"))
        .containsExactly("user_meta.a.b c", "user_meta.a.b c.d", "system_meta.format");
  }

  @Test
  void aLongValueIsNotCutWithinACharacter() {
    String hammers = "🔨".repeat(MetadataValues.MAX_TEXT);
    for (String value : List.of(hammers, "x" + hammers)) {
      JsonNode values = MetadataValues.of(JSON.createObjectNode().put("a", value), json("{}"));
      String kept = values.path(0).path("keyword").asString();
      assertThat(value).startsWith(kept);
      assertThat(kept.length()).isBetween(MetadataValues.MAX_TEXT - 1, MetadataValues.MAX_TEXT);
      assertThat(kept).endsWith("🔨");
    }
  }

  @Test
  void thereAreNotMoreThanTheLimit() {
    JsonNode values =
        MetadataValues.of(
            JSON.createObjectNode().set("a", JSON.valueToTree(IntStream.range(0, 5_000).toArray())),
            json("{'b': 1}"));
    assertThat(values).hasSize(MetadataValues.LIMIT);
  }

  @Test
  void aValueIsThereOnceForEachPath() {
    JsonNode values =
        MetadataValues.of(
            json("{'a': ['Oslo', 'oslo', 5, '5', 'OSLO', 'Rome'], 'b': 'Oslo'}"), json("{}"));
    assertThat(values.valueStream())
        .extracting(
            value -> value.path("path").asString(), value -> value.path("keyword").asString())
        .containsExactly(
            tuple("user_meta.a", "Oslo"),
            tuple("user_meta.a", "5"),
            tuple("user_meta.a", "Rome"),
            tuple("user_meta.b", "Oslo"));
  }
}
