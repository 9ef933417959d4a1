package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.catalog.CatalogUnderTest;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.web.util.HtmlUtils;

/** The versions of an object: each is shown and downloaded, and texts are compared. */
class VersionPagesTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String KEY = "gods/thor & co.txt";

  @TempDir static Path data;
  @TempDir Path profile;

  private static CatalogUnderTest catalog;
  private static ObjectStore store;
  private static String id;
  private static final List<String> VERSIONS = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    String bucket = "s3://" + SANDBOX.newBucket();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of())
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data)
            .start();
    id = catalog.bucket(bucket).id();
    store = catalog.bucket(bucket).store();
    for (String text : List.of("Thor\nhammer\n", "Thor\n<b>Mjolnir</b>\n", "Thor\n\0\n")) {
      VERSIONS.add(put(KEY, text));
    }
  }

  @AfterAll
  static void stop() {
    catalog.close();
  }

  private static String put(String key, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return String.valueOf(store.put(key, Content.of(bytes), WriteOptions.NONE).versionId());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(catalog.uri().resolve(path)).header("Accept", "text/html").build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static String of(String page, String more) {
    return "/b/%s/%s?key=%s%s"
        .formatted(id, page, URLEncoder.encode(KEY, StandardCharsets.UTF_8), more);
  }

  @Test
  void eachVersionIsDownloaded() throws Exception {
    Matcher links =
        Pattern.compile("·\\s*<a href=\"([^\"]+)\"[^>]*>Download</a>\\s*<code")
            .matcher(get(of("object", "")).body());
    List<String> contents = new ArrayList<>();
    while (links.find()) {
      contents.add(get(HtmlUtils.htmlUnescape(links.group(1))).body());
    }
    assertThat(contents).containsExactly("Thor\n\0\n", "Thor\n<b>Mjolnir</b>\n", "Thor\nhammer\n");
  }

  private static String difference(String from, String to) throws Exception {
    HttpResponse<String> page = get(of("object/diff", "&from=" + from + "&to=" + to));
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body();
  }

  @Test
  void textsAreCompared() throws Exception {
    assertThat(difference(VERSIONS.get(0), VERSIONS.get(1)))
        .contains("<del>-hammer</del>", "<ins>+&lt;b&gt;Mjolnir&lt;/b&gt;</ins>")
        .doesNotContain("<ins>+Thor");
    assertThat(difference(VERSIONS.get(1), VERSIONS.get(0)))
        .contains("<ins>+hammer</ins>", "<del>-&lt;b&gt;Mjolnir&lt;/b&gt;</del>");
    assertThat(difference(VERSIONS.get(0), VERSIONS.get(0))).contains("Their lines are the same.");
    assertThat(difference(VERSIONS.get(0), VERSIONS.get(2))).contains("Texts in UTF-8");
    assertThat(get(of("object/diff", "&from=none&to=" + VERSIONS.get(0))).statusCode())
        .isEqualTo(404);
    assertThat(get(of("object/diff", "")).statusCode()).isEqualTo(400);
  }

  @Test
  void thePagesAreAccessible() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    URI object = catalog.uri().resolve(of("object", "&version=" + VERSIONS.get(1)));
    try (Browser browser = new Browser(profile)) {
      for (int width : List.of(400, 1280)) {
        browser.width(width);
        browser.open(object);
        browser.requireAccessible("object-versions");
        browser.keepPicture("object-versions-" + width);
        browser.driver().findElement(By.xpath("//button[.='Compare']")).click();
        await().until(() -> browser.text().contains("The other way round") && browser.isSettled());
        browser.requireAccessible("object-differences");
        browser.keepPicture("object-differences-" + width);
      }
    }
  }
}
