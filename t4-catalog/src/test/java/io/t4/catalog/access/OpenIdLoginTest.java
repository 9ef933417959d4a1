package io.t4.catalog.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.searchnode.SearchNodeExtension;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Logins through an OpenID provider, with the whole exchange between browser and both servers. */
class OpenIdLoginTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir Path directory;

  private RunningCatalog start(OpenIdProvider provider, String... more) throws IOException {
    Path files = Files.createDirectories(directory.resolve("openid-files"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--t4.catalog.access.login=always",
                "--t4.catalog.search.url=" + SEARCH.uri(),
                "--t4.catalog.buckets[0]=" + files.toUri(),
                "--spring.security.oauth2.client.registration.lab.provider=lab",
                "--spring.security.oauth2.client.registration.lab.client-id="
                    + OpenIdProvider.CLIENT,
                "--spring.security.oauth2.client.registration.lab.client-secret=secret",
                "--spring.security.oauth2.client.registration.lab.scope=openid,profile",
                "--spring.security.oauth2.client.provider.lab.issuer-uri=" + provider.issuer()));
    arguments.addAll(List.of(more));
    return RunningCatalog.start(
        RunningCatalog.settings(directory.resolve("data"), null), arguments.toArray(String[]::new));
  }

  /** Logs in by a browser, and asks who that is. */
  private static HttpResponse<String> login(RunningCatalog catalog) throws Exception {
    HttpClient browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    browser.send(
        HttpRequest.newBuilder(catalog.uri("/oauth2/authorization/lab")).build(),
        BodyHandlers.discarding());
    return browser.send(
        HttpRequest.newBuilder(catalog.uri("/api/account")).build(), BodyHandlers.ofString());
  }

  @Test
  void whoHasAnAccountLogsIn() throws Exception {
    assertThat(
            RunningCatalog.command(
                RunningCatalog.settings(directory.resolve("data"), null),
                "",
                "add",
                "ada",
                "--no-password",
                "--bucket=*"))
        .startsWith("0: ");
    try (OpenIdProvider provider = OpenIdProvider.start();
        RunningCatalog catalog = start(provider)) {
      provider.claims(Map.of("preferred_username", "Ada"));
      HttpResponse<String> ada = login(catalog);
      assertThat(ada.statusCode()).isEqualTo(200);
      assertThat(ada.body()).contains("\"name\":\"ada\"").contains("\"administrator\":false");

      provider.claims(Map.of("preferred_username", "mallory"));
      assertThat(login(catalog).statusCode()).isEqualTo(401);
      provider.claims(Map.of("email", "ada", "email_verified", false));
      assertThat(login(catalog).statusCode()).isEqualTo(401);
      provider.claims(Map.of());
      assertThat(login(catalog).statusCode()).isEqualTo(401);
      // Nor does an account without a password let anybody in by one.
      assertThat(catalog.get(RunningCatalog.basic("ada", ""), "/api/account").status())
          .isEqualTo(401);
    }
  }

  /** Letters that are none of ASCII, but become such in lower case. */
  @Test
  void namesThatLookLikeOthersAreOthers() throws Exception {
    List<String> settings = RunningCatalog.settings(directory.resolve("data"), null);
    assertThat(RunningCatalog.command(settings, "", "add", "kim", "--no-password"))
        .startsWith("0: ");
    try (OpenIdProvider provider = OpenIdProvider.start();
        RunningCatalog catalog = start(provider, "--t4.catalog.access.oidc-auto-create=true")) {
      for (String name : List.of("\u212aim", " kim", "kim\u2003")) {
        provider.claims(Map.of("preferred_username", name));
        assertThat(login(catalog).statusCode()).isEqualTo(401);
      }
      provider.claims(Map.of("preferred_username", "Kim"));
      assertThat(login(catalog).body()).contains("\"name\":\"kim\"");
    }
  }

  @Test
  void linksBeginWithThePublicUrl() throws Exception {
    List<String> settings = RunningCatalog.settings(directory.resolve("data"), null);
    String password = "correct horse battery";
    assertThat(RunningCatalog.command(settings, password, "add", "ada", "--bucket=*"))
        .startsWith("0: ");
    String host = "Host: evil.example";
    try (OpenIdProvider provider = OpenIdProvider.start();
        RunningCatalog catalog =
            start(provider, "--t4.catalog.access.public-url=https://catalog.lab.example")) {
      String federation =
          catalog.rawAnswer(
              "GET /federations/default.json HTTP/1.1",
              host,
              "Authorization: " + RunningCatalog.basic("ada", password));
      assertThat(federation)
          .contains("\"searchEndpoint\":\"https://catalog.lab.example/api/buckets/")
          .doesNotContain("evil");
      String page = catalog.rawAnswer("GET / HTTP/1.1", host, "Accept: text/html");
      assertThat(page).contains("/login").doesNotContain("evil");
      String login = catalog.rawAnswer("GET /oauth2/authorization/lab HTTP/1.1", host);
      assertThat(login)
          .contains("redirect_uri=https://catalog.lab.example/login/oauth2/code/lab")
          .doesNotContain("evil")
          // Anybody can begin a login; it must not be kept as a session.
          .doesNotContain("T4SESSION");
      // As a page of the catalog sends it.
      assertThat(
              catalog
                  .send(
                      RunningCatalog.basic("ada", password),
                      "POST",
                      "/api/tokens",
                      "{\"name\": \"x\"}",
                      "Origin",
                      "https://catalog.lab.example")
                  .status())
          .isEqualTo(201);
    }
  }

  @Test
  void accountsAreMadeIfTheSettingsSaySo() throws Exception {
    try (OpenIdProvider provider = OpenIdProvider.start();
        RunningCatalog catalog = start(provider, "--t4.catalog.access.oidc-auto-create=true")) {
      provider.claims(Map.of("email", "Ben@Lab.example", "email_verified", true));
      HttpResponse<String> ben = login(catalog);
      assertThat(ben.statusCode()).isEqualTo(200);
      assertThat(ben.body())
          .contains("\"name\":\"ben@lab.example\"")
          .contains("\"buckets\":[]")
          .contains("\"administrator\":false");
      assertThat(login(catalog).statusCode()).isEqualTo(200);
    }
  }
}
