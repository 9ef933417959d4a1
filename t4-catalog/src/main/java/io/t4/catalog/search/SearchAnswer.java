package io.t4.catalog.search;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.KeyText;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What clients see of the engine's answer. */
final class SearchAnswer {
  /** Around matches in keys, which no key has: they stand for no character. */
  private static final char KEY_MATCH_START = '\uFDD0';

  private static final char KEY_MATCH_END = '\uFDD1';

  /** How the words of a key are highlighted: all of them, so that the key can be told from them. */
  static final Map<String, Object> WHOLE_KEY =
      Map.of(
          "number_of_fragments",
          0,
          "pre_tags",
          List.of(String.valueOf(KEY_MATCH_START)),
          "post_tags",
          List.of(String.valueOf(KEY_MATCH_END)));

  private SearchAnswer() {}

  /**
   * @param bucketNames by the name of their index; empty if hits needn't tell
   */
  static ObjectNode of(JsonNode engine, Map<String, String> bucketNames) {
    return answer(engine, hit -> tidied(hit, bucketNames));
  }

  /**
   * The same of packages.
   *
   * @param buckets by the name of their index
   */
  static ObjectNode ofPackages(JsonNode engine, Map<String, ServedBucket> buckets) {
    return answer(engine, hit -> tidied(hit, buckets.get(hit.path("_index").asString(""))));
  }

  private static ObjectNode answer(JsonNode engine, UnaryOperator<ObjectNode> tidied) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("took", engine.path("took"));
    answer.set("timed_out", engine.path("timed_out"));
    ObjectNode hits = answer.putObject("hits");
    hits.set("total", engine.path("hits").path("total"));
    hits.set("max_score", engine.path("hits").path("max_score"));
    ArrayNode list = hits.putArray("hits");
    for (JsonNode hit : engine.path("hits").path("hits")) {
      list.add(tidied.apply((ObjectNode) hit));
    }
    return answer;
  }

  private static ObjectNode tidied(ObjectNode hit, @Nullable ServedBucket bucket) {
    hit.remove("_index");
    if (bucket != null) {
      hit.put("bucket", bucket.name()).put("registry", bucket.uri());
    }
    if (hit.path("highlight") instanceof ObjectNode highlight) {
      showKey(highlight, "name_text", hit.path("_source").path("name").asString(""));
    }
    return hit;
  }

  /** The excerpt is what clients know as the text; the whole text stays in the index. */
  private static ObjectNode tidied(ObjectNode hit, Map<String, String> bucketNames) {
    String bucket = bucketNames.get(hit.path("_index").asString(""));
    hit.remove("_index");
    if (bucket != null) {
      hit.put("bucket", bucket);
    }
    if (hit.path("_source") instanceof ObjectNode source) {
      JsonNode excerpt = source.remove("excerpt");
      source.put("text", excerpt == null ? "" : excerpt.asString(""));
      if (hit.path("highlight") instanceof ObjectNode highlight) {
        showKey(highlight, "key_text", source.path("key").asString(""));
      }
    }
    return hit;
  }

  /** Of the words of a key only the key itself is shown. */
  private static void showKey(ObjectNode highlight, String field, String key) {
    JsonNode words = highlight.path(field).path(0);
    if (words.isString()) {
      highlight
          .putArray(field)
          .add(
              KeyText.marked(
                  key,
                  words.stringValue(),
                  KEY_MATCH_START,
                  KEY_MATCH_END,
                  Highlighting.MATCH_START,
                  Highlighting.MATCH_END));
    }
  }
}
