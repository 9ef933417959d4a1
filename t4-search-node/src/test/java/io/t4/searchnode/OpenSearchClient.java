package io.t4.searchnode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** The few plain requests that the tests make; each gives the body of the answer. */
record OpenSearchClient(URI uri, HttpClient http) {
  OpenSearchClient(URI uri) {
    this(uri, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
  }

  String get(String path) throws Exception {
    return send("GET", path, "");
  }

  String put(String path, String body) throws Exception {
    return send("PUT", path, body);
  }

  String post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  private String send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri.resolve(path))
            .header(
                "Content-Type",
                path.contains("_bulk") ? "application/x-ndjson" : "application/json");
    request.method(
        method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }
}
