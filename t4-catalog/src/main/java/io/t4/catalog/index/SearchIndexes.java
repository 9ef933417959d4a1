package io.t4.catalog.index;

import io.t4.hashing.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The indexes of a catalog. An index belongs to a bucket and a {@linkplain #FORMAT format}; one of
 * another format is removed, and its bucket is scanned again. Safe for use from many threads.
 */
public final class SearchIndexes {
  /** Grows with each change of what documents hold, how they are analysed or found. */
  static final int FORMAT = 5;

  private static final Logger LOG = LoggerFactory.getLogger(SearchIndexes.class);
  private static final String PREFIX = "t4-";
  private static final int BAD_REQUEST = 400;
  private static final int MAX_SLUG = 60;
  private static final int HASH_LENGTH = 10;

  private final SearchEngine engine;
  private final int shards;
  private final int replicas;

  /**
   * @param shards of each new index
   * @param replicas of each new index
   */
  public SearchIndexes(SearchEngine engine, int shards, int replicas) {
    this.engine = engine;
    this.shards = shards;
    this.replicas = replicas;
  }

  /**
   * The index of a bucket, made if it isn't there.
   *
   * @param bucket its URI
   */
  public BucketIndex open(String bucket) {
    String alias = name(bucket, Integer.toString(FORMAT));
    // Not by chance, so that of several instances one makes it.
    String name = name(bucket, FORMAT + ".data");
    Runnable maker = () -> makeIfAbsent(bucket, name, alias);
    maker.run();
    removeOtherFormats(bucket, name);
    return new BucketIndex(engine, name, alias, maker);
  }

  private void makeIfAbsent(String bucket, String name, String alias) {
    if (engine.sendIfPresent("GET", "/_alias/" + alias, Map.of()).isMissingNode()) {
      create(bucket, name, alias);
    }
  }

  /**
   * The engine's answer to a search over several indexes.
   *
   * @param indexes at least one: the engine takes none for all
   */
  public JsonNode search(Collection<BucketIndex> indexes, Object body) {
    if (indexes.isEmpty()) {
      throw new IllegalArgumentException("a search needs an index");
    }
    String aliases = indexes.stream().map(BucketIndex::alias).collect(Collectors.joining(","));
    try {
      return engine.send("POST", "/" + aliases + "/_search", Map.of(), body);
    } catch (IndexGoneException e) {
      // Which of them it is, they find out themselves.
      indexes.forEach(BucketIndex::tellGone);
      throw e;
    }
  }

  /** The engine's answer to a search over all indexes, of which the query chooses some. */
  public JsonNode searchAll(Object body) {
    return engine.send("POST", "/" + PREFIX + "*/_search", Map.of(), body);
  }

  private void create(String bucket, String name, String alias) {
    ObjectNode definition = definition();
    ObjectNode settings = (ObjectNode) definition.path("settings");
    settings.put("number_of_shards", shards);
    settings.put("number_of_replicas", replicas);
    // Said, so that an index that nobody searches for a while is refreshed all the same.
    settings.put("refresh_interval", "1s");
    // So long an earlier observation can't bring back what a later one removed.
    settings.put("gc_deletes", "10m");
    ((ObjectNode) definition.path("mappings")).putObject("_meta").put("bucket", bucket);
    definition.putObject("aliases").putObject(alias);
    try {
      engine.send("PUT", "/" + name, Map.of(), definition);
      LOG.info("made the index {} of {}", name, bucket);
    } catch (SearchEngineException e) {
      // Another instance may have been first, or a back-up have come without its alias.
      boolean raced =
          e.status() == BAD_REQUEST && String.valueOf(e.getMessage()).contains("already exists");
      if (!raced) {
        throw e;
      }
      engine.send("PUT", "/" + name + "/_alias/" + alias, Map.of(), null);
    }
  }

  private void removeOtherFormats(String bucket, String current) {
    JsonNode found =
        engine.sendIfPresent("GET", "/" + name(bucket, "*"), Map.of("allow_no_indices", "true"));
    for (String name : found.propertyNames()) {
      if (!name.equals(current)) {
        LOG.info("removing {}, an index of another format of {}", name, bucket);
        engine.sendIfPresent("DELETE", "/" + name, Map.of());
      }
    }
  }

  private static ObjectNode definition() {
    try (InputStream resource =
        Objects.requireNonNull(SearchIndexes.class.getResourceAsStream("mapping.json"))) {
      return (ObjectNode) JsonMapper.shared().readTree(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Readable, of the characters that the engine takes, and different for each bucket. */
  private static String name(String bucket, String format) {
    String slug =
        bucket
            .toLowerCase(Locale.ROOT)
            .replaceFirst("^[a-z0-9]+:/+", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String shortened = slug.length() > MAX_SLUG ? slug.substring(0, MAX_SLUG) : slug;
    return PREFIX + "%s-%s-%s".formatted(format, shortened, hash(bucket));
  }

  private static String hash(String bucket) {
    byte[] digest = Digests.sha256().digest(bucket.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
  }
}
