package io.t4.catalog.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Request;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An OpenSearch node or cluster, of version 2 or 3, by its REST interface. Safe for use from many
 * threads.
 */
public final class SearchEngine implements Closeable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int NOT_FOUND = 404;

  private final Supplier<OpenSearchTransport> transport;
  private final Closeable owner;

  /**
   * @param transport the way to the engine at that time; throws a {@link SearchEngineException} if
   *     there is none
   * @param owner is closed with this, and closes transports
   */
  SearchEngine(Supplier<OpenSearchTransport> transport, Closeable owner) {
    this.transport = transport;
    this.owner = owner;
  }

  /**
   * Asks whether it is there.
   *
   * @throws SearchEngineException if it is not, or does not let us in
   */
  public void ping() {
    sendIfPresent("GET", "/", Map.of());
  }

  /**
   * Sends a request.
   *
   * @throws SearchEngineException if the answer is no success, or there is none
   */
  JsonNode send(String method, String path, Map<String, String> parameters, @Nullable Object body) {
    return send(method, path, parameters, jsonBody(body), Set.of());
  }

  /** As {@link #send}; a missing node if there is nothing at that path. */
  JsonNode sendIfPresent(String method, String path, Map<String, String> parameters) {
    return send(method, path, parameters, null, Set.of(NOT_FOUND));
  }

  /** Sends lines of JSON. */
  JsonNode sendLines(String path, Map<String, String> parameters, byte[] lines) {
    return send("POST", path, parameters, Body.from(lines, "application/x-ndjson"), Set.of());
  }

  private JsonNode send(
      String method,
      String path,
      Map<String, String> parameters,
      @Nullable Body body,
      Set<Integer> tolerated) {
    Request request = Requests.create(method, path, List.of(), parameters, body);
    String what = method + " " + path;
    OpenSearchTransport way = transport.get();
    try (Response response = new OpenSearchGenericClient(way).execute(request)) {
      JsonNode answer = json(response);
      int status = response.getStatus();
      if (status < 300) {
        return answer;
      }
      if (tolerated.contains(status)) {
        return MissingNode.getInstance();
      }
      String problem =
          "the search engine answered %d to %s: %s".formatted(status, what, reason(answer));
      throw isIndexGone(answer.path("error"))
          ? new IndexGoneException(problem)
          : new SearchEngineException(problem, status);
    } catch (OpenSearchException e) {
      // So the client tells of requests that AWS takes for badly signed or forbidden.
      throw new SearchEngineException(
          "the search engine answered %d to %s: %s".formatted(e.status(), what, e.error().reason()),
          e.status());
    } catch (IOException | IllegalStateException e) {
      ResponseException refusal = causeOf(e, ResponseException.class);
      if (refusal != null) {
        // So the client tells of requests by somebody who is not let in.
        throw new SearchEngineException(
            "the search engine answered %d to %s: %s"
                .formatted(refusal.status(), what, e.getMessage()),
            refusal.status());
      }
      // The last one while the connections to a node that died are being closed.
      throw new SearchEngineException(
          "the search engine does not answer %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  private static @Nullable Body jsonBody(@Nullable Object body) {
    return body == null ? null : Body.from(JSON.writeValueAsBytes(body), "application/json");
  }

  private static JsonNode json(Response response) throws IOException {
    if (response.getBody().isEmpty()) {
      return MissingNode.getInstance();
    }
    try (Body body = response.getBody().get()) {
      byte[] bytes = body.bodyAsBytes();
      if (bytes.length == 0) {
        return MissingNode.getInstance();
      }
      try {
        return JSON.readTree(bytes);
      } catch (JacksonException e) {
        throw new IOException(
            "the answer is no JSON: "
                + new String(bytes, 0, Math.min(bytes.length, 200), StandardCharsets.UTF_8),
            e);
      }
    }
  }

  /** What of that type is behind a failure, itself included; null if nothing is. */
  static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  /** Whether an error is that there is no such index. */
  static boolean isIndexGone(JsonNode error) {
    return error.path("type").asString("").equals("index_not_found_exception");
  }

  /** The first cause, which says most. */
  private static String reason(JsonNode answer) {
    JsonNode error = answer.path("error");
    JsonNode cause = error.path("root_cause").path(0).path("reason");
    if (cause.isString()) {
      return cause.stringValue();
    }
    return error.isMissingNode() ? "no reason" : error.toString();
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }
}
