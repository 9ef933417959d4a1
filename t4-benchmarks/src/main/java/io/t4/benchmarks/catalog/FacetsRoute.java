package io.t4.benchmarks.catalog;

import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /api/search}, as the search page asks: by relevance, highlighted, with facets. */
final class FacetsRoute implements SearchRoute {
  private static final int OK = 200;

  private final URI catalog;
  private final HttpClient http = HttpClient.newHttpClient();

  FacetsRoute(URI catalog) {
    this.catalog = catalog;
  }

  @Override
  public String name() {
    return "HTTP, by relevance, facets";
  }

  @Override
  public Answer search(String query) throws IOException, InterruptedException {
    String path =
        "/api/search?size="
            + PAGE
            + "&facet=station.city&q="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(catalog.resolve(path)).build();
    long start = System.nanoTime();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    long nanoseconds = System.nanoTime() - start;
    if (response.statusCode() != OK) {
      throw new WrongAnswerException(
          query + " was answered by " + response.statusCode() + ": " + response.body());
    }
    return answer(query, nanoseconds, JsonMapper.shared().readTree(response.body()));
  }

  private static Answer answer(String query, long nanoseconds, JsonNode answer) {
    if (answer.path("timed_out").asBoolean()) {
      throw new WrongAnswerException("the search engine broke " + query + " off");
    }
    long total = answer.path("hits").path("total").path("value").asLong();
    long byExtension = 0;
    for (JsonNode extension : answer.path("facets").path("ext")) {
      byExtension += extension.path("count").asLong();
    }
    if (byExtension != total) {
      throw new WrongAnswerException(
          "%s finds %d objects, but the facets count %d by extension"
              .formatted(query, total, byExtension));
    }
    List<Answer.Hit> hits = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      hits.add(
          new Answer.Hit(
              source.path("key").asString(),
              source.path("size").asLong(),
              source.path("text").asString(),
              Json.readObject(source.path("user_meta").toString(), JsonReading.STRICT)));
    }
    return new Answer(nanoseconds, total, hits);
  }
}
