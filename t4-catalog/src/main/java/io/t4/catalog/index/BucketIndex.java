package io.t4.catalog.index;

import io.t4.storage.ObjectVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index of one bucket. It is asked and written by its alias only, so that a write can't bring
 * back, without our mapping, an index that somebody deleted: all that ask for it get an {@link
 * IndexGoneException} until it is {@linkplain #restore made anew}. What is written is found by
 * {@link #search} within a second, or at once after {@link #refresh}. Safe for use from many
 * threads.
 */
public final class BucketIndex {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Enough to make a request's overhead small, and far below the engine's limit of 100 MB. */
  private static final int MAX_BULK_BYTES = 8 * 1024 * 1024;

  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final List<String> COMPARED =
      List.of("key", "version_id", "latest", "etag", "size", "last_modified", "reading");

  /**
   * The first line of each bulk: an update of a document that never is. It alone makes the engine
   * ask for the alias where all else are removals, which with versions of our own would make an
   * index.
   */
  private static final byte[] ALIAS_NEEDED =
      "{\"update\":{\"_id\":\"none\"}}\n{\"doc\":{}}\n".getBytes(StandardCharsets.UTF_8);

  private final SearchEngine engine;
  private final String name;
  private final String alias;
  private final Runnable maker;
  private volatile Runnable whenGone = () -> {};

  /**
   * @param maker makes the index if it isn't there
   */
  BucketIndex(SearchEngine engine, String name, String alias, Runnable maker) {
    this.engine = engine;
    this.name = name;
    this.alias = alias;
    this.maker = maker;
  }

  /** The index's name in the engine. */
  public String name() {
    return name;
  }

  /** By which it is asked. */
  String alias() {
    return alias;
  }

  /**
   * Has somebody told whenever the index is found to have gone.
   *
   * @param listener called in the thread that found it so; must not block
   */
  public void whenGone(Runnable listener) {
    whenGone = listener;
  }

  /** Makes the index if it has gone; it is empty then. */
  public void restore() {
    maker.run();
  }

  /** Tells whoever wants to know that the index has gone. */
  void tellGone() {
    whenGone.run();
  }

  private <T> T telling(Supplier<T> asking) {
    try {
      return asking.get();
    } catch (IndexGoneException e) {
      tellGone();
      throw e;
    }
  }

  /**
   * Writes changes.
   *
   * @return those that the engine refused, with its reason, by the object's key; empty when all are
   *     done. A change that is older than what the index has counts as done.
   * @throws SearchEngineException if the engine doesn't answer; some changes may be done then, and
   *     all can be written again
   */
  public Map<String, String> write(List<IndexWrite> changes) {
    return telling(() -> writeInBatches(changes));
  }

  private Map<String, String> writeInBatches(List<IndexWrite> changes) {
    Map<String, String> refused = new LinkedHashMap<>();
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    List<IndexWrite> batch = new ArrayList<>();
    for (IndexWrite change : changes) {
      if (batch.isEmpty()) {
        lines.writeBytes(ALIAS_NEEDED);
      }
      append(lines, change);
      batch.add(change);
      if (lines.size() >= MAX_BULK_BYTES) {
        send(lines, batch, refused);
      }
    }
    send(lines, batch, refused);
    return refused;
  }

  private void send(
      ByteArrayOutputStream lines, List<IndexWrite> batch, Map<String, String> refused) {
    if (batch.isEmpty()) {
      return;
    }
    JsonNode answer =
        engine.sendLines(path("/_bulk"), Map.of("require_alias", "true"), lines.toByteArray());
    Iterator<JsonNode> items = answer.path("items").iterator();
    if (SearchEngine.isIndexGone(items.next().path("update").path("error"))) {
      throw new IndexGoneException("the index " + name + " has gone");
    }
    Iterator<IndexWrite> changes = batch.iterator();
    while (items.hasNext()) {
      JsonNode result = items.next().iterator().next();
      IndexWrite change = changes.next();
      int status = result.path("status").asInt();
      // What is to be removed and isn't there is no error.
      if (status < 300 || status == CONFLICT || !result.has("error")) {
        continue;
      }
      String reason = result.path("error").path("reason").asString("status " + status);
      if (status == TOO_MANY_REQUESTS || status == NOT_FOUND || status >= 500) {
        // Not the object's fault: all are to be written again.
        throw new SearchEngineException(
            "the search engine answered %d to a write to %s: %s".formatted(status, name, reason),
            status);
      }
      refused.put(change.key(), reason);
    }
    lines.reset();
    batch.clear();
  }

  private static void append(ByteArrayOutputStream lines, IndexWrite change) {
    Map<String, Object> target =
        Map.of("_id", change.id(), "version", change.observed(), "version_type", "external_gte");
    if (change instanceof IndexWrite.Put put) {
      line(lines, Map.of("index", target));
      line(lines, put.document());
    } else {
      line(lines, Map.of("delete", target));
    }
  }

  private static void line(ByteArrayOutputStream lines, Object value) {
    lines.writeBytes(JSON.writeValueAsBytes(value));
    lines.write('\n');
  }

  /** Makes everything written so far visible to searches. */
  public void refresh() {
    ask("POST", "/_refresh", null);
  }

  /**
   * What the index has of some keys. Only what is visible to searches counts; {@link #refresh}
   * before.
   *
   * @param keys at most 1,000
   */
  public Map<String, List<IndexedVersion>> versionsOf(Collection<String> keys) {
    Map<String, List<IndexedVersion>> found =
        keys.stream().collect(Collectors.toMap(key -> key, key -> new ArrayList<>()));
    Map<String, Object> query = Map.of("terms", Map.of("key", List.copyOf(keys)));
    IndexedPage page = page(query, null);
    while (true) {
      page.versions()
          .forEach(version -> Objects.requireNonNull(found.get(version.key())).add(version));
      if (page.isLast()) {
        return found;
      }
      page = page(query, page.end());
    }
  }

  /**
   * The first page of what the index has, in the order of the keys' UTF-8 bytes.
   *
   * @param prefix of the keys; empty for all
   * @param afterKey where to begin, exclusive; empty for the beginning
   */
  public IndexedPage versionsAfter(String prefix, String afterKey) {
    return page(keysAfter(prefix, afterKey), null);
  }

  /** The page that follows one of {@link #versionsAfter} for the same prefix and key. */
  public IndexedPage next(String prefix, String afterKey, IndexedPage page) {
    return page(keysAfter(prefix, afterKey), page.end());
  }

  private static Map<String, Object> keysAfter(String prefix, String afterKey) {
    List<Object> conditions = new ArrayList<>();
    conditions.add(ObjectDocument.IS_OBJECT);
    if (!prefix.isEmpty()) {
      conditions.add(Map.of("prefix", Map.of("key", prefix)));
    }
    if (!afterKey.isEmpty()) {
      conditions.add(Map.of("range", Map.of("key", Map.of("gt", afterKey))));
    }
    return Map.of("bool", Map.of("filter", conditions));
  }

  private IndexedPage page(Map<String, Object> query, @Nullable JsonNode after) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", query);
    body.put("size", IndexedPage.SIZE);
    body.put("_source", COMPARED);
    body.put("sort", List.of(Map.of("key", "asc"), Map.of("version_id", "asc")));
    body.put("track_total_hits", false);
    if (after != null) {
      body.put("search_after", after);
    }
    return IndexedPage.of(search(body).path("hits").path("hits"));
  }

  /** An indexed version that is, or isn't, current as the listed one is; null if it has gone. */
  public @Nullable IndexWrite withCurrencyOf(
      ObjectVersion listed, IndexedVersion version, long observed) {
    JsonNode source = engine.sendIfPresent("GET", path("/_source/" + version.id()), Map.of());
    return source instanceof ObjectNode document
        ? ObjectDocument.withCurrencyOf(listed, version, document, observed)
        : null;
  }

  /** The engine's answer to a search over this index. */
  public JsonNode search(Object body) {
    return ask("POST", "/_search", body);
  }

  /** How many documents of objects there are. */
  public long count() {
    return ask("POST", "/_count", Map.of("query", ObjectDocument.IS_OBJECT)).path("count").asLong();
  }

  /** How many documents there are of each content state, in capital letters; sorted by name. */
  public SortedMap<String, Long> contentStates() {
    Map<String, Object> states = Map.of("terms", Map.of("field", "content_state", "size", 20));
    JsonNode answer = search(Map.of("size", 0, "aggs", Map.of("states", states)));
    SortedMap<String, Long> counts = new TreeMap<>();
    for (JsonNode bucket : answer.path("aggregations").path("states").path("buckets")) {
      counts.put(
          bucket.path("key").asString().toUpperCase(Locale.ROOT),
          bucket.path("doc_count").asLong());
    }
    return counts;
  }

  private JsonNode ask(String method, String rest, @Nullable Object body) {
    return telling(() -> engine.send(method, path(rest), Map.of(), body));
  }

  private String path(String rest) {
    return "/" + alias + rest;
  }

  @Override
  public String toString() {
    return name;
  }
}
