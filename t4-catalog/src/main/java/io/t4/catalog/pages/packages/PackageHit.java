package io.t4.catalog.pages.packages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.BucketCard;
import io.t4.catalog.pages.Hit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A package that a search found.
 *
 * @param hash of the revision; null if it is the latest one
 * @param message null if there is none
 */
record PackageHit(
    BucketCard bucket,
    String name,
    @Nullable String hash,
    @Nullable String message,
    long entries,
    long bytes,
    Instant published,
    List<List<Hit.Part>> passages) {
  private static final List<String> FIELDS = List.of("message", "meta_text", "key_text");

  static List<PackageHit> of(JsonNode answer, Collection<ServedBucket> buckets) {
    Map<String, BucketCard> cards = new HashMap<>();
    buckets.forEach(bucket -> cards.put(bucket.name(), BucketCard.of(bucket)));
    List<PackageHit> hits = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      BucketCard card = cards.get(hit.path("bucket").asString());
      if (card != null) {
        JsonNode source = hit.path("_source");
        hits.add(
            new PackageHit(
                card,
                source.path("name").asString(),
                source.path("latest").asBoolean() ? null : source.path("top_hash").asString(),
                PackageRow.message(source),
                source.path("entries").asLong(),
                source.path("size").asLong(),
                Instant.parse(source.path("last_modified").asString()),
                Hit.passages(hit.path("highlight"), FIELDS)));
      }
    }
    return hits;
  }
}
