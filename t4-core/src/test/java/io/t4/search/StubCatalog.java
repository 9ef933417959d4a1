package io.t4.search;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A catalog as far as clients see one: it serves its configuration and answers searches by the
 * contract, and refuses every request that the contract doesn't have. A query finds the documents
 * that contain it, {@code *} all.
 */
public final class StubCatalog implements AutoCloseable {
  static {
    // Else each answer waits 40 ms for an acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final Set<String> SORTABLE = Set.of("updated", "key", "version_id", "_score");
  private static final String BUCKETS = "/api/buckets/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, List<Map<String, @Nullable Object>>> buckets =
      new ConcurrentHashMap<>();
  private final Map<String, Responder> overridden = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable String token;

  private StubCatalog(HttpServer server) {
    this.server = server;
  }

  /** A request as it arrived. */
  public record Request(
      String method,
      String path,
      @Nullable String query,
      @Nullable String authorization,
      String contentType,
      String body) {}

  /** An answer. */
  public record Response(int status, Map<String, String> headers, String body) {
    /** JSON. */
    public static Response json(int status, @Nullable Object value) {
      return text(status, Json.write(value, JsonStyle.PYTHON_UNICODE));
    }

    /** Text of any kind. */
    public static Response text(int status, String text) {
      return new Response(status, Map.of(), text);
    }

    /** A redirect. */
    public static Response redirect(int status, String location) {
      return new Response(status, Map.of("Location", location), "");
    }

    /** An error in the contract's form. */
    public static Response error(int status, String type, String reason) {
      return json(
          status, Map.of("error", Map.of("type", type, "reason", reason), "status", status));
    }
  }

  /** Answers a request. */
  public interface Responder {
    Response respond(Request request);
  }

  /** Starts on a free port of 127.0.0.1. */
  public static StubCatalog start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    StubCatalog catalog = new StubCatalog(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
    catalog.server.createContext("/", catalog::handle);
    catalog.server.setExecutor(catalog.threads);
    catalog.server.start();
    return catalog;
  }

  /** Its {@code navigator_url}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Serves a bucket, under its name on S3 or its URI. */
  public StubCatalog serve(String bucket) {
    buckets.put(bucket, new CopyOnWriteArrayList<>());
    return this;
  }

  /** Adds a document to a bucket. */
  public StubCatalog add(String bucket, Map<String, ? extends @Nullable Object> document) {
    Objects.requireNonNull(buckets.get(bucket)).add(new LinkedHashMap<>(document));
    return this;
  }

  /** Removes the documents of a key. */
  public void remove(String bucket, String key) {
    Objects.requireNonNull(buckets.get(bucket))
        .removeIf(document -> key.equals(document.get("key")));
  }

  /** A document as the index has it. */
  public static Map<String, @Nullable Object> document(String key, Instant updated, String text) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("key", key);
    document.put("version_id", "v1");
    document.put("type", "Create");
    document.put("user_meta", Map.of("name", "thor"));
    document.put("size", (long) text.length());
    document.put("text", text);
    document.put("updated", updated.toString());
    return document;
  }

  /** From now on everybody has to show this token. */
  public void requireToken(String secret) {
    token = secret;
  }

  /** Answers a path in another way. */
  public void answer(String path, Responder responder) {
    overridden.put(path, responder);
  }

  /** The path at which a bucket is searched. */
  public static String searchPath(String bucket) {
    return BUCKETS + encoded(bucket) + "/drive/_search";
  }

  /** All requests so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Those that were searches. */
  public List<Request> searches() {
    return requests.stream().filter(request -> request.path.endsWith("/_search")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static String encoded(String bucket) {
    return URLEncoder.encode(bucket, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              type == null ? "" : type,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      requests.add(request);
      Response response = respond(request);
      response.headers.forEach(exchange.getResponseHeaders()::set);
      byte[] body = response.body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Response respond(Request request) {
    Responder responder = overridden.get(request.path);
    if (responder != null) {
      return responder.respond(request);
    }
    if (token != null && !("Bearer " + token).equals(request.authorization)) {
      return Response.error(401, "unauthorized", "no token, or a wrong one");
    }
    if (request.path.equals("/config.json")) {
      return Response.json(200, Map.of("federations", List.of("/federations/default.json")));
    }
    if (request.path.equals("/federations/default.json")) {
      return Response.json(
          200, Map.of("buckets", buckets.keySet().stream().map(this::config).toList()));
    }
    for (String bucket : buckets.keySet()) {
      if (request.path.equals(searchPath(bucket))) {
        return search(Objects.requireNonNull(buckets.get(bucket)), request);
      }
      if (request.path.equals(BUCKETS + encoded(bucket) + "/user-meta-schema")) {
        return Response.json(
            200, Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string"))));
      }
    }
    return Response.error(404, "not_found", "no such path");
  }

  private Map<String, Object> config(String bucket) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("name", bucket);
    config.put("title", bucket);
    config.put("icon", "");
    config.put("description", "");
    config.put("region", "us-east-1");
    config.put("searchEndpoint", url() + BUCKETS + encoded(bucket));
    return config;
  }

  // Searching by the contract --------------------------------------------------------------------

  /** A request that the contract doesn't have. */
  private static final class RefusedException extends RuntimeException {
    RefusedException(String reason) {
      super(reason);
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new RefusedException(otherwise);
    }
  }

  private static Response search(List<Map<String, @Nullable Object>> documents, Request request) {
    try {
      require(request.method.equals("POST"), "not a POST");
      require(request.contentType.equals("application/json"), "type: " + request.contentType);
      return search(documents, map(Json.read(request.body, JsonReading.STRICT)));
    } catch (RefusedException e) {
      return Response.error(400, "illegal_argument", String.valueOf(e.getMessage()));
    }
  }

  @SuppressWarnings("unchecked") // Json reads objects with String keys.
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    require(value instanceof Map, "not an object: " + value);
    return (Map<String, @Nullable Object>) Objects.requireNonNull(value);
  }

  private static List<?> list(@Nullable Object value) {
    require(value instanceof List, "not an array: " + value);
    return (List<?>) Objects.requireNonNull(value);
  }

  private static Response search(
      List<Map<String, @Nullable Object>> documents, Map<String, @Nullable Object> body) {
    require(
        Set.of("query", "size", "from", "sort", "search_after").containsAll(body.keySet()),
        "unknown members in " + body.keySet());
    Map<String, @Nullable Object> query = map(body.get("query"));
    require(query.keySet().equals(Set.of("query_string")), "unknown members in query");
    Map<String, @Nullable Object> inner = map(query.get("query_string"));
    require(inner.keySet().equals(Set.of("default_field", "query")), "unknown in query_string");
    require("content".equals(inner.get("default_field")), "default_field");
    String text = String.valueOf(inner.get("query"));
    int open = text.indexOf('(');
    if (open >= 0 && text.indexOf(')', open) < 0) {
      return Response.json(
          400,
          Map.of(
              "error",
              Map.of("type", "malformed_query", "reason", "'(' is not closed", "position", open),
              "status",
              400));
    }
    List<String> fields = new ArrayList<>();
    List<Boolean> descending = new ArrayList<>();
    for (Object criterion : list(body.get("sort"))) {
      Map<String, @Nullable Object> by = map(criterion);
      require(by.size() == 1 && SORTABLE.containsAll(by.keySet()), "sort: " + by);
      String direction = String.valueOf(by.values().iterator().next());
      require(Set.of("asc", "desc").contains(direction), "sort: " + by);
      fields.add(by.keySet().iterator().next());
      descending.add(direction.equals("desc"));
    }
    List<Found> found = new ArrayList<>();
    for (Map<String, @Nullable Object> document : documents) {
      String content = content(document);
      int times = content.split(Pattern.quote(text.toLowerCase(Locale.ROOT)), -1).length - 1;
      if (text.equals("*") || times > 0) {
        found.add(new Found(document, values(document, fields, times), content));
      }
    }
    Comparator<List<@Nullable Object>> order = order(descending);
    found.sort(Comparator.comparing(Found::sort, order));
    int total = found.size();
    if (body.containsKey("search_after")) {
      List<@Nullable Object> after = new ArrayList<>(list(body.get("search_after")));
      require(after.size() == fields.size(), "search_after: " + after);
      found.removeIf(hit -> order.compare(hit.sort, after) <= 0);
    }
    long from = (Long) body.getOrDefault("from", 0L);
    long size = (Long) Objects.requireNonNull(body.get("size"));
    require(from >= 0 && from + size <= 10_000, "from: " + from);
    require(size >= 0 && size <= 10_000, "size: " + size);
    Map<String, Object> hits =
        Map.of(
            "total",
            Map.of("value", total, "relation", "eq"),
            "hits",
            found.stream().skip(from).limit(size).map(hit -> hit.json(text)).toList());
    return Response.json(200, Map.of("took", 1, "timed_out", false, "hits", hits));
  }

  private static String content(Map<String, @Nullable Object> document) {
    return (document.get("key") + " " + document.get("text")).toLowerCase(Locale.ROOT);
  }

  private static List<@Nullable Object> values(
      Map<String, @Nullable Object> document, List<String> fields, int times) {
    List<@Nullable Object> values = new ArrayList<>();
    for (String field : fields) {
      switch (field) {
        case "_score" -> values.add((double) times);
        case "updated" ->
            values.add(Instant.parse(String.valueOf(document.get(field))).toEpochMilli());
        default -> values.add(document.get(field));
      }
    }
    return values;
  }

  @SuppressWarnings("unchecked") // Long, Double and String compare with their like.
  private static Comparator<List<@Nullable Object>> order(List<Boolean> descending) {
    return (one, other) -> {
      for (int i = 0; i < descending.size(); i++) {
        Comparator<Comparable<Object>> natural = Comparator.naturalOrder();
        int compared =
            Comparator.nullsLast(descending.get(i) ? natural.reversed() : natural)
                .compare((Comparable<Object>) one.get(i), (Comparable<Object>) other.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  private record Found(
      Map<String, @Nullable Object> document, List<@Nullable Object> sort, String content) {
    Map<String, @Nullable Object> json(String query) {
      Map<String, @Nullable Object> hit = new LinkedHashMap<>();
      hit.put("_id", document.get("key") + "/" + document.get("version_id"));
      hit.put("_score", null);
      hit.put("_source", document);
      hit.put("sort", sort);
      String word = query.toLowerCase(Locale.ROOT);
      if (content.contains(word)) {
        hit.put(
            "highlight",
            Map.of("content", List.of(content.replace(word, "<em>" + word + "</em>"))));
      }
      return hit;
    }
  }
}
