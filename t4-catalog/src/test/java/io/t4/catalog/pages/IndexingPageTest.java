package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.Role;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page of a bucket's indexing, and what its buttons do. */
class IndexingPageTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String PASSWORD = "the hammer of the thunderer";
  private static final String DAMAGED = ".quilt/named_packages/bad/one/latest";

  @TempDir Path data;
  @TempDir Path lab;

  private CatalogUnderTest start(Map<String, String> settings) {
    return CatalogUnderTest.builder(List.of(Location.directory(lab).toString()), settings)
        .search(SEARCH.uri())
        .data(data)
        .start();
  }

  private static HttpResponse<String> send(
      CatalogUnderTest catalog, String method, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(catalog.uri().resolve(path))
            .method(method, BodyPublishers.ofString("prefix=docs%2F"))
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private String page(CatalogUnderTest catalog) {
    return "/b/" + catalog.bucket(Location.directory(lab).toString()).id() + "/indexing";
  }

  @Test
  void whatWasGivenUpIsTriedAgain() throws Exception {
    Path pointer = lab.resolve(DAMAGED);
    Files.createDirectories(pointer.getParent());
    Files.writeString(pointer, "no top hash");
    try (CatalogUnderTest catalog = start(Map.of())) {
      String page = page(catalog);
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(send(catalog, "GET", page).body()).contains(">" + DAMAGED + "<"));
      String one = page + "/replay?key=" + DAMAGED;
      HttpResponse<String> again = send(catalog, "POST", one);
      assertThat(again.statusCode()).isEqualTo(303);
      assertThat(send(catalog, "GET", again.headers().firstValue("Location").orElseThrow()).body())
          .contains("The key is tried again.");
      assertThat(send(catalog, "POST", page + "/replay?key=never").statusCode()).isEqualTo(404);
      Files.delete(pointer);

      HttpResponse<String> replayed = send(catalog, "POST", page + "/replay");
      assertThat(replayed.statusCode()).isEqualTo(303);
      String next = replayed.headers().firstValue("Location").orElseThrow();
      assertThat(send(catalog, "GET", next).body()).contains("The keys are tried again.");
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> assertThat(send(catalog, "GET", page).body()).doesNotContain(DAMAGED));

      HttpResponse<String> compared = send(catalog, "POST", page + "/compare");
      assertThat(compared.statusCode()).isEqualTo(303);
      assertThat(send(catalog, "GET", page + "/compare").statusCode()).isEqualTo(405);
      for (String[] foreign :
          List.of(
              new String[] {"Origin", "https://elsewhere.example.com"},
              new String[] {"Sec-Fetch-Site", "cross-site"})) {
        assertThat(send(catalog, "POST", page + "/replay", foreign).statusCode()).isEqualTo(403);
        assertThat(send(catalog, "POST", one, foreign).statusCode()).isEqualTo(403);
      }
    }
  }

  @Test
  void onlyAdministratorsSteer() throws Exception {
    try (CatalogUnderTest open = start(Map.of())) {
      AccountAdministration accounts = open.part(AccountAdministration.class);
      accounts.add("ada", Role.ADMIN, PASSWORD, List.of("*"));
      accounts.add("ben", Role.USER, PASSWORD, List.of("*"));
    }
    try (CatalogUnderTest catalog = start(Map.of("access.login", "always"))) {
      String page = page(catalog);
      assertThat(send(catalog, "GET", page, login("ada")).body()).contains("Compare now");
      assertThat(send(catalog, "POST", page + "/compare", login("ada")).statusCode())
          .isEqualTo(303);
      assertThat(send(catalog, "GET", page, login("ben")).body())
          .contains("Keys that wait")
          .doesNotContain("Compare now");
      assertThat(send(catalog, "POST", page + "/compare", login("ben")).statusCode())
          .isEqualTo(403);
      assertThat(send(catalog, "POST", page + "/replay").statusCode()).isIn(302, 401, 403);
    }
  }

  private static String[] login(String name) {
    byte[] both = (name + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return new String[] {"Authorization", "Basic " + Base64.getEncoder().encodeToString(both)};
  }
}
