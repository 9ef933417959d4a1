package io.t4.catalog.pages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.search.Highlighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An object that a search found. */
public record Hit(
    BucketCard bucket, String key, long size, Instant modified, List<List<Part>> passages) {
  private static final int PASSAGES = 3;

  /** A piece of a passage. */
  public record Part(String text, boolean match) {}

  static List<Hit> of(JsonNode answer, Collection<ServedBucket> buckets) {
    Map<String, BucketCard> cards = new HashMap<>();
    buckets.forEach(bucket -> cards.put(bucket.name(), BucketCard.of(bucket)));
    List<Hit> hits = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      BucketCard card = cards.get(hit.path("bucket").asString());
      if (card != null) {
        JsonNode source = hit.path("_source");
        hits.add(
            new Hit(
                card,
                source.path("key").asString(),
                source.path("size").asLong(),
                Instant.parse(source.path("updated").asString()),
                passages(hit.path("highlight"), List.of("text", "meta_text"))));
      }
    }
    return hits;
  }

  /**
   * The first passages of a highlight.
   *
   * @param fields of which passages are taken, in this order
   */
  public static List<List<Part>> passages(JsonNode highlight, List<String> fields) {
    List<List<Part>> passages = new ArrayList<>();
    for (String field : fields) {
      for (JsonNode passage : highlight.path(field)) {
        if (passages.size() < PASSAGES) {
          passages.add(parts(passage.asString()));
        }
      }
    }
    return passages;
  }

  /** The text around the marks is no HTML; the template escapes it. */
  private static List<Part> parts(String passage) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < passage.length()) {
      int start = passage.indexOf(Highlighting.MATCH_START, at);
      int end = start < 0 ? -1 : passage.indexOf(Highlighting.MATCH_END, start);
      if (end < 0) {
        parts.add(new Part(passage.substring(at), false));
        break;
      }
      parts.add(new Part(passage.substring(at, start), false));
      parts.add(new Part(passage.substring(start + Highlighting.MATCH_START.length(), end), true));
      at = end + Highlighting.MATCH_END.length();
    }
    return parts;
  }
}
