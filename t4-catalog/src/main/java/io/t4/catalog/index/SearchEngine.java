package io.t4.catalog.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Request;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.OpenSearchTransport;
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

  private final OpenSearchTransport transport;
  private final OpenSearchGenericClient client;

  /**
   * @param transport is closed with this
   */
  public SearchEngine(OpenSearchTransport transport) {
    this.transport = transport;
    this.client = new OpenSearchGenericClient(transport);
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
    try (Response response = client.execute(request)) {
      JsonNode answer = json(response);
      int status = response.getStatus();
      if (status < 300) {
        return answer;
      }
      if (tolerated.contains(status)) {
        return MissingNode.getInstance();
      }
      throw new SearchEngineException(
          "the search engine answered %d to %s: %s".formatted(status, what, reason(answer)),
          status);
    } catch (IOException e) {
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
    transport.close();
  }
}
