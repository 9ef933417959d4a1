package io.t4.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The few plain requests that the tests make. */
record S3Client(URI endpoint, HttpClient http) {
  S3Client(URI endpoint) {
    this(endpoint, HttpClient.newHttpClient());
  }

  HttpResponse<String> put(String path, String body, String... headers) throws Exception {
    return send(request(path, headers).PUT(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }
}
