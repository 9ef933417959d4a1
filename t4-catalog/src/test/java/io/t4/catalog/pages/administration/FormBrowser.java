package io.t4.catalog.pages.administration;

import io.t4.catalog.CatalogUnderTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser without scripts does: keeps cookies and sends forms. Follows no redirect. */
final class FormBrowser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final CatalogUnderTest catalog;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  FormBrowser(CatalogUnderTest catalog) {
    this.catalog = catalog;
  }

  /** One whose user has logged in. */
  static FormBrowser loggedIn(CatalogUnderTest catalog, String name, String password) {
    FormBrowser browser = new FormBrowser(catalog);
    HttpResponse<String> answer =
        browser.submit("/login", "/login", "username", name, "password", password);
    if (location(answer).contains("error")) {
      throw new AssertionError(name + " can't log in");
    }
    return browser;
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  /** Sends a form of a page, with that page's token. */
  HttpResponse<String> submit(String page, String path, String... fields) {
    return post(path, withToken(page, fields));
  }

  /** The fields of a form with the token of a page that has a form. */
  String[] withToken(String page, String... fields) {
    String body = get(page).body();
    Matcher token = TOKEN.matcher(body);
    if (!token.find()) {
      throw new AssertionError("no token in " + body);
    }
    List<String> all = new ArrayList<>(List.of(fields));
    all.add("_csrf");
    all.add(token.group(1));
    return all.toArray(String[]::new);
  }

  /** Sends a form of exactly these fields. */
  HttpResponse<String> post(String path, String... fields) {
    return send(form(path, fields).build());
  }

  /** Sends a form from a page of another site. */
  HttpResponse<String> postFrom(String origin, String path, String... fields) {
    return send(form(path, fields).header("Origin", origin).build());
  }

  private HttpRequest.Builder form(String path, String... fields) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append(i == 0 ? "" : "&").append(encoded(fields[i])).append('=');
      form.append(encoded(fields[i + 1]));
    }
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form.toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    URI address = catalog.uri().resolve(path);
    return HttpRequest.newBuilder(address).header("Accept", "text/html");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where an answer sends the browser; empty if it doesn't. */
  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
