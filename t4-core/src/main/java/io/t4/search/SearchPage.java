package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.StorageException;
import io.t4.search.SearchHit.Operation;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits.
 *
 * @param <H> what was found
 * @param total how many hits there are in all
 * @param exact whether there are not more than that
 * @param last where the next page begins; null if the server doesn't say, or there is no hit
 */
record SearchPage<H>(
    long total, boolean exact, List<H> hits, @Nullable List<@Nullable Object> last) {

  /** Reads one hit. */
  @FunctionalInterface
  interface HitReader<H> {
    H read(JsonMembers hit, URI url);
  }

  /**
   * Reads a search engine's answer.
   *
   * @param size how many hits it was asked for at most
   * @throws CatalogException if it is something else, or has more hits
   * @throws StorageException if the engine could look at a part of its index only
   */
  static SearchPage<SearchHit> parse(CatalogAnswer answer, int size) {
    return parse(answer, size, SearchPage::hit);
  }

  /** As {@link #parse(CatalogAnswer, int)}, of other hits. */
  static <H> SearchPage<H> parse(CatalogAnswer answer, int size, HitReader<H> reader) {
    JsonMembers members = answer.members();
    requireWhole(members, answer.url());
    JsonMembers hits = members.object("hits");
    List<@Nullable Object> list = hits == null ? null : hits.array("hits");
    if (hits == null || list == null) {
      throw noResult(answer.url(), "it has no hits.hits");
    }
    if (list.size() > size) {
      throw noResult(
          answer.url(), "it gives %,d hits, asked for %,d at most".formatted(list.size(), size));
    }
    List<H> parsed = new ArrayList<>(list.size());
    List<@Nullable Object> last = null;
    for (Object element : list) {
      JsonMembers hit = JsonMembers.of(element);
      if (hit == null) {
        throw noResult(answer.url(), "a hit is not an object");
      }
      parsed.add(reader.read(hit, answer.url()));
      last = hit.array("sort");
    }
    // Before version 7 of the search engines it is a number, and exact.
    JsonMembers total = hits.object("total");
    return total == null
        ? new SearchPage<>(hits.number("total", parsed.size()), true, parsed, last)
        : new SearchPage<>(
            total.number("value", parsed.size()),
            !"gte".equals(total.text("relation")),
            parsed,
            last);
  }

  private static void requireWhole(JsonMembers members, URI url) {
    boolean late = Boolean.TRUE.equals(members.get("timed_out"));
    JsonMembers shards = members.object("_shards");
    if (late || (shards != null && shards.number("failed", 0) > 0)) {
      throw StorageException.retryable(
          "%s could search a part of the bucket only%s"
              .formatted(
                  ShownUrl.of(url),
                  late
                      ? ": the query took too long. Make it narrower, or try again."
                      : "; try again, or tell whoever runs the catalog."),
          null);
    }
  }

  static CatalogException noResult(URI url, String problem) {
    return new CatalogException(
        "%s doesn't answer like a search engine: %s.".formatted(ShownUrl.of(url), problem));
  }

  private static SearchHit hit(JsonMembers hit, URI url) {
    JsonMembers source = hit.object("_source");
    String key = source == null ? null : source.text("key");
    if (source == null || key == null) {
      throw noResult(url, "a hit has no _source.key");
    }
    JsonMembers meta = source.object("user_meta");
    return new SearchHit(
        key,
        source.text("version_id"),
        operation(source),
        meta == null ? Map.of() : meta.asMap(),
        source.number("size", 0),
        source.text("text"),
        source.asMap(),
        time(source),
        highlights(hit));
  }

  /** Other stacks index S3's names of events, such as {@code ObjectRemoved:DeleteMarkerCreated}. */
  private static Operation operation(JsonMembers source) {
    String type = source.text("type");
    String name = type == null ? "" : type.toLowerCase(Locale.ROOT);
    return name.startsWith("delete") || name.contains("objectremoved")
        ? Operation.DELETE
        : Operation.CREATE;
  }

  static @Nullable Instant time(JsonMembers source) {
    Object updated = source.get("updated");
    Object value = updated == null ? source.get("last_modified") : updated;
    if (value instanceof Number millis) {
      return Instant.ofEpochMilli(millis.longValue());
    }
    if (!(value instanceof String text)) {
      return null;
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException e) {
      return localTime(iso);
    }
  }

  private static @Nullable Instant localTime(String iso) {
    try {
      return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static List<Highlight> highlights(JsonMembers hit) {
    List<Highlight> highlights = new ArrayList<>();
    JsonMembers fields = hit.object("highlight");
    if (fields != null) {
      for (String field : fields.asMap().keySet()) {
        List<@Nullable Object> pieces = fields.array(field);
        for (Object piece : pieces == null ? List.of() : pieces) {
          if (piece instanceof String marked && !marked.isEmpty()) {
            highlights.add(Highlight.parse(field, marked));
          }
        }
      }
    }
    return highlights;
  }
}
