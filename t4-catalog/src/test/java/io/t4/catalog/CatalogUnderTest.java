package io.t4.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.buckets.ServedBuckets;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.indexing.IndexingStatus;
import io.t4.storage.Listing;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.SupportsVersioning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A catalog in the JVM of the tests, on a port of its own, as its clients see it. */
public final class CatalogUnderTest implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LONG = Duration.ofSeconds(30);

  static {
    // A server that is named to the tests has its own; the sandbox takes any.
    setIfAbsent("aws.accessKeyId", System.getenv("T4_TEST_S3_ACCESS_KEY"));
    setIfAbsent("aws.secretAccessKey", System.getenv("T4_TEST_S3_SECRET_KEY"));
    setIfAbsent("aws.region", "us-east-1");
  }

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private CatalogUnderTest(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * A catalog to be started.
   *
   * @param buckets URIs
   * @param settings by their names without {@code t4.catalog.}
   */
  public static Builder builder(List<String> buckets, Map<String, String> settings) {
    return new Builder(buckets, settings);
  }

  /** Where it answers. */
  public URI uri() {
    int port =
        Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    return URI.create("http://127.0.0.1:" + port);
  }

  /** One of its buckets, by URI or name. */
  public ServedBucket bucket(String named) {
    return context.getBean(ServedBuckets.class).find(named).orElseThrow();
  }

  /** A part of the server. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Where the indexing of a bucket stands. */
  public IndexingStatus status(String bucket) {
    return bucket(bucket).indexing().status();
  }

  /** The hits of a search, at most 1,000, by relevance. */
  public List<JsonNode> hits(String bucket, String query) {
    Map<String, Object> request =
        Map.of(
            "query",
            Map.of("query_string", Map.of("default_field", "content", "query", query)),
            "size",
            1_000);
    HttpResponse<String> answer =
        post("/api/buckets/" + bucket(bucket).id() + "/drive/_search", request);
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    List<JsonNode> hits = new ArrayList<>();
    JSON.readTree(answer.body()).path("hits").path("hits").forEach(hits::add);
    return hits;
  }

  /** The keys that a search finds, in order, a key for each version. */
  public List<String> search(String bucket, String query) {
    return hits(bucket, query).stream()
        .map(hit -> hit.path("_source").path("key").asString())
        .sorted()
        .toList();
  }

  /** Waits until a search finds exactly these keys. */
  public void awaitKeys(String bucket, String query, String... keys) {
    awaitKeys(LONG, bucket, query, keys);
  }

  /** Waits until a search finds exactly these keys, no longer than that. */
  public void awaitKeys(Duration atMost, String bucket, String query, String... keys) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(search(bucket, query)).containsExactly(keys));
  }

  /** Waits until a comparison that begins after this call has ended, and no key waits. */
  public void awaitComparison(String bucket) {
    Instant asked = Instant.now();
    bucket(bucket).indexing().compareSoon();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              IndexingStatus status = status(bucket);
              return status.scan() != null
                  && status.scan().finishedAt() != null
                  && !status.scan().startedAt().isBefore(asked)
                  && status.waiting() == 0;
            });
  }

  /** Waits until the index has, version by version, what the bucket has. */
  public void awaitEqualToBucket(String bucket) {
    await()
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(indexed(bucket)).containsExactlyElementsOf(listed(bucket)));
  }

  /** What the bucket has, a line for each version. */
  public List<String> listed(String bucket) {
    List<String> lines = new ArrayList<>();
    try (Listing<ObjectVersion> listing = versions(bucket(bucket))) {
      while (listing.hasNext()) {
        ObjectVersion version = listing.next();
        lines.add(
            line(
                version.key(),
                version.versionId(),
                version.latest(),
                version.deleteMarker(),
                version.size(),
                version.eTag()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.sort(null);
    return lines;
  }

  private static Listing<ObjectVersion> versions(ServedBucket bucket) throws IOException {
    return bucket.store() instanceof SupportsVersioning versioning && versioning.mayHoldVersions()
        ? versioning.listVersions("")
        : bucket.store().list("").map(CatalogUnderTest::version);
  }

  private static ObjectVersion version(ObjectSummary object) {
    return new ObjectVersion(
        object.key(), null, true, false, object.size(), object.lastModified(), object.eTag());
  }

  /** What the index has, a line for each document. */
  public List<String> indexed(String bucket) {
    bucket(bucket).index().refresh();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("size", 10_000);
    all.put("query", ObjectDocument.IS_OBJECT);
    all.put(
        "_source",
        List.of("key", "version_id", "latest", "delete_marker", "size", "etag", "content_state"));
    List<String> lines = new ArrayList<>();
    for (JsonNode hit : bucket(bucket).index().search(all).path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      lines.add(
          line(
              source.path("key").asString(),
              source.path("version_id").asString(null),
              source.path("latest").asBoolean(),
              source.path("delete_marker").asBoolean(),
              source.path("size").asLong(),
              source.path("etag").asString(null)));
    }
    lines.sort(null);
    return lines;
  }

  private static String line(
      String key,
      @Nullable String versionId,
      boolean latest,
      boolean deleteMarker,
      long size,
      @Nullable String eTag) {
    return "%s version %s latest %s marker %s size %d etag %s"
        .formatted(key, versionId, latest, deleteMarker, size, eTag);
  }

  /** Sends JSON. */
  public HttpResponse<String> post(String path, Object body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri().resolve(path))
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    body instanceof String s ? s : JSON.writeValueAsString(body)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** The answer to a request, whatever it is. */
  public HttpResponse<String> request(String method, String path, @Nullable String json) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    return send(request.build());
  }

  /** Asks for JSON. */
  public JsonNode get(String path) {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(uri().resolve(path)).build());
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it. */
  @Override
  public void close() {
    context.close();
  }

  private static void setIfAbsent(String property, @Nullable String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value == null ? "test" : value);
    }
  }

  /** A catalog to be started. */
  public static final class Builder {
    private final List<String> arguments = new ArrayList<>();

    private Builder(List<String> buckets, Map<String, String> settings) {
      if (!settings.containsKey("port")) {
        arguments.add("--t4.catalog.port=0");
      }
      for (int i = 0; i < buckets.size(); i++) {
        arguments.add("--t4.catalog.buckets[" + i + "]=" + buckets.get(i));
      }
      settings.forEach((name, value) -> arguments.add("--t4.catalog." + name + "=" + value));
    }

    /** The search engine. */
    public Builder search(URI engine) {
      arguments.add("--t4.catalog.search.url=" + engine);
      return this;
    }

    /** Where it keeps its data. */
    public Builder data(Path directory) {
      arguments.add("--t4.catalog.data=" + directory);
      return this;
    }

    /** The S3 server. */
    public Builder endpoint(URI server) {
      arguments.add("--t4.catalog.endpoint-url=" + server);
      return this;
    }

    /** Starts it and waits until it answers. */
    public CatalogUnderTest start() {
      SpringApplication application = new SpringApplication(CatalogApplication.class);
      application.setBannerMode(Banner.Mode.OFF);
      return new CatalogUnderTest(application.run(arguments.toArray(String[]::new)));
    }
  }
}
