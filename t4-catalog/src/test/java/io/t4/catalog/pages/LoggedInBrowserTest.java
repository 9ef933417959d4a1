package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.Role;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What needs a session, in a real browser. */
class LoggedInBrowserTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PASSWORD = "the hammer of the thunderer";

  @TempDir static Path data;
  @TempDir static Path lab;
  @TempDir static Path profile;

  /** The frame has no cookies: its scripts must come without. */
  @Test
  void plotsAreDrawnForThoseWhoLoggedIn() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    Files.writeString(
        lab.resolve("a.vl.json"),
        "{\"mark\": \"bar\", \"title\": \"Speed of storms\", \"data\": {\"values\": [{}]}}");
    String bucket = Location.directory(lab).toString();
    try (CatalogUnderTest open = start(bucket, Map.of())) {
      open.part(AccountAdministration.class).add("ada", Role.USER, PASSWORD, List.of("*"));
    }
    try (CatalogUnderTest catalog = start(bucket, Map.of("access.login", "always"));
        Browser browser = new Browser(profile)) {
      String id = catalog.bucket(bucket).id();
      browser.open(catalog.uri().resolve("/b/" + id + "/object?key=a.vl.json"));
      logIn(browser, "ada");
      await().until(() -> browser.text().contains("System metadata"));
      browser.driver().switchTo().frame(browser.driver().findElement(By.tagName("iframe")));
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(browser.text()).contains("Speed of storms"));
      assertThat(browser.driver().executeScript("return self.origin")).isEqualTo("null");
    }
  }

  @Test
  void oneLogsInWalksThroughThePagesAndLogsOut() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    Files.writeString(lab.resolve("storms.csv"), "day,speed\n2026-05-01,12\n");
    String bucket = Location.directory(lab).toString();
    try (CatalogUnderTest open = start(bucket, Map.of())) {
      open.part(AccountAdministration.class).add("odin", Role.ADMIN, PASSWORD, List.of("*"));
    }
    try (CatalogUnderTest catalog = start(bucket, Map.of("access.login", "always"));
        Browser browser = new Browser(profile)) {
      String id = catalog.bucket(bucket).id();
      browser.open(catalog.uri().resolve("/"));
      browser.requireAccessible("login");
      browser.keepPicture("login");
      browser.width(400);
      browser.requireAccessible("login, narrow");
      logIn(browser, "odin");
      await().untilAsserted(() -> assertThat(browser.text()).contains("Buckets"));
      for (int width : List.of(400, 1280)) {
        browser.width(width);
        for (String page :
            List.of("", "/files", "/object?key=storms.csv", "/packages", "/query", "/indexing")) {
          browser.open(catalog.uri().resolve("/b/" + id + page));
          assertThat(browser.text()).as(page).contains("odin", "Log out");
          browser.requireAccessible("logged in: " + page);
        }
        browser.keepPicture("indexing-" + width);
        for (String page :
            List.of("indexing", "tokens", "accounts", "accounts/account?name=odin", "accounts/x")) {
          browser.open(catalog.uri().resolve("/" + page));
          browser.requireAccessible(page);
          browser.keepPicture("administration-" + page.replaceAll("\\W+", "-") + "-" + width);
        }
      }
      makeAToken(browser, catalog);
      browser.open(catalog.uri().resolve("/b/" + id + "/indexing"));
      browser.driver().findElement(By.name("prefix")).sendKeys("storms");
      press(browser, "Compare");
      await().until(() -> browser.text().contains("The comparison was asked for."));
      press(browser, "Log out");
      await().until(() -> !browser.text().contains("odin"));
      browser.open(catalog.uri().resolve("/b/" + id));
      assertThat(browser.driver().findElements(By.name("password"))).hasSize(1);
    }
  }

  private static void makeAToken(Browser browser, CatalogUnderTest catalog) {
    browser.open(catalog.uri().resolve("/"));
    browser.driver().findElement(By.linkText("Tokens")).click();
    await().untilAsserted(() -> assertThat(browser.text()).contains("Your tokens"));
    browser.driver().findElement(By.name("name")).sendKeys("laptop");
    press(browser, "Make it");
    await().until(() -> browser.text().contains("it is shown this once"));
    browser.requireAccessible("a new token");
    press(browser, "Revoke");
    await().until(() -> browser.text().contains("The token was revoked."));
    browser.driver().findElement(By.linkText("Accounts")).click();
    await().untilAsserted(() -> assertThat(browser.text()).contains("Add an account"));
  }

  private static void press(Browser browser, String button) {
    browser.driver().findElement(By.xpath("//button[.='" + button + "']")).click();
  }

  private static void logIn(Browser browser, String name) {
    browser.driver().findElement(By.name("username")).sendKeys(name);
    browser.driver().findElement(By.name("password")).sendKeys(PASSWORD + Keys.ENTER);
  }

  private static CatalogUnderTest start(String bucket, Map<String, String> settings) {
    return CatalogUnderTest.builder(List.of(bucket), settings)
        .search(SEARCH.uri())
        .data(data)
        .start();
  }
}
