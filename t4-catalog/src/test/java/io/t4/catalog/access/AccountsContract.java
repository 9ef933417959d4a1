package io.t4.catalog.access;

import static io.t4.catalog.access.RunningCatalog.basic;
import static io.t4.catalog.access.RunningCatalog.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.t4.catalog.access.RunningCatalog.Answer;
import io.t4.searchnode.SearchNodeExtension;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.catalina.Context;
import org.apache.catalina.session.StandardManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What a catalog that others can reach asks and tells, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountsContract {
  private static final String PASSWORD = "correct horse battery";
  private static final String ADA = basic("ada", PASSWORD);
  private static final String BEN = basic("ben", PASSWORD);
  private static final String ROOT = basic("root", PASSWORD);
  private static final String QUERY = "{\"query\": {\"query_string\": {\"query\": \"thor\"}}}";
  private static final Duration INDEXED = Duration.ofSeconds(60);

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir static Path directory;

  private RunningCatalog catalog;
  private List<String> settings;
  private String lab;
  private String attic;

  /** Null for the database of its own. */
  abstract @Nullable String databaseUrl() throws Exception;

  @BeforeAll
  void start() throws Exception {
    Path labFiles = Files.createDirectories(directory.resolve("lab"));
    Path atticFiles = Files.createDirectories(directory.resolve("attic"));
    Files.writeString(labFiles.resolve("hammer.md"), "the hammer of thor");
    Files.writeString(atticFiles.resolve("secret.csv"), "god\nthor\n");
    lab = labFiles.toUri().toString();
    attic = atticFiles.toUri().toString();
    settings = RunningCatalog.settings(directory.resolve("data"), databaseUrl());

    assertThatThrownBy(this::open)
        .rootCause()
        .hasMessageContaining("does not listen on 0.0.0.0 without accounts")
        .hasMessageContaining("t4 catalog accounts add");

    assertThat(command("add", "root", "--role", "admin", "--bucket", "*"))
        .isEqualTo("0: added root  admin  *");
    assertThat(command("add", "Ada", "--bucket=" + lab)).startsWith("0: added ada  user  file:");
    assertThat(command("add", "ben", "--bucket", attic)).startsWith("0: ");
    assertThat(command("add", "eve", "--bucket", attic)).startsWith("0: ");
    assertThat(command("add", "blind")).isEqualTo("0: added blind  user  no buckets");
    catalog = open();
    await()
        .atMost(INDEXED)
        .untilAsserted(() -> assertThat(hits(ROOT, "/api/search?q=thor")).hasSize(2));
  }

  private RunningCatalog open() {
    return RunningCatalog.start(
        settings,
        "--t4.catalog.host=0.0.0.0",
        "--t4.catalog.search.url=" + SEARCH.uri(),
        "--t4.catalog.events.webhook-secret=hook",
        "--t4.catalog.buckets[0]=" + lab,
        "--t4.catalog.buckets[1]=" + attic);
  }

  private String command(String... words) {
    return RunningCatalog.command(settings, PASSWORD, words);
  }

  @AfterAll
  void stop() {
    if (catalog != null) {
      catalog.close();
    }
  }

  private List<String> hits(String authorization, String path) {
    return keys(catalog.get(authorization, path).json());
  }

  private static List<String> keys(JsonNode answer) {
    return StreamSupport.stream(answer.path("hits").path("hits").spliterator(), false)
        .map(hit -> hit.path("_source").path("key").asString())
        .toList();
  }

  private static List<String> values(JsonNode list, String member) {
    List<String> values = new ArrayList<>();
    list.forEach(item -> values.add(item.path(member).asString()));
    return values;
  }

  private String id(String uri) {
    JsonNode buckets = catalog.get(ROOT, "/api/buckets").json();
    return StreamSupport.stream(buckets.spliterator(), false)
        .filter(bucket -> (bucket.path("uri").asString() + "/").startsWith(uri))
        .map(bucket -> bucket.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/config.json",
        "/federations/default.json",
        "/api/buckets",
        "/api/search?q=thor",
        "/api/status",
        "/api/account",
        "/api/accounts",
        "/api/tokens",
        "/api/nothing",
        "/v3/api-docs",
        "/actuator/metrics"
      })
  void nothingIsToldToStrangers(String path) {
    for (String authorization :
        List.of(
            "", bearer("t4_wrong"), bearer("hook"), basic("stranger" + path.length(), PASSWORD))) {
      Answer answer = catalog.get(authorization, path);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.json().path("status").asInt()).isEqualTo(401);
      assertThat(answer.json().path("error").path("type").asString()).isEqualTo("unauthorized");
      assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
      assertThat(answer.header("Set-Cookie")).doesNotContain("T4SESSION");
    }
  }

  @Test
  void eachSeesItsBucketsInListings() {
    assertThat(values(catalog.get(BEN, "/api/buckets").json(), "id")).containsExactly(id(attic));
    assertThat(values(catalog.get(ROOT, "/api/buckets").json(), "id"))
        .containsExactly(id(lab), id(attic));
    assertThat(values(catalog.get(BEN, "/api/status").json().path("buckets"), "id"))
        .containsExactly(id(attic));
    RunningCatalog.Answer answer = catalog.get(BEN, "/federations/default.json");
    // Links begin with the name that the request gave, so no cache may show them to others.
    assertThat(answer.header("Cache-Control")).contains("no-store");
    JsonNode federation = answer.json().path("buckets");
    assertThat(values(federation, "searchEndpoint"))
        .containsExactly(catalog.uri("/api/buckets/" + id(attic)).toString());
    assertThat(catalog.get(basic("blind", PASSWORD), "/api/buckets").json()).isEmpty();
  }

  @Test
  void eachFindsWhatIsInItsBuckets() {
    JsonNode found = catalog.get(BEN, "/api/search?q=thor").json();
    assertThat(keys(found)).containsExactly("secret.csv");
    assertThat(found.path("hits").path("total").path("value").asInt()).isEqualTo(1);
    assertThat(values(found.path("facets").path("ext"), "value")).containsExactly(".csv");
    assertThat(values(found.path("facets").path("bucket"), "value")).hasSize(1);
    assertThat(found.toString()).doesNotContain("hammer");

    JsonNode nothing = catalog.get(basic("blind", PASSWORD), "/api/search?q=thor").json();
    assertThat(keys(nothing)).isEmpty();
    assertThat(nothing.path("hits").path("total").path("value").asInt()).isZero();
    assertThat(catalog.get(basic("blind", PASSWORD), "/api/search?q=(").status()).isEqualTo(400);
  }

  @Test
  void bucketsOfOthersDoNotExist() {
    assertThat(keys(catalog.send(BEN, "POST", search(attic), QUERY).json()))
        .containsExactly("secret.csv");
    Answer hidden = catalog.send(BEN, "POST", search(lab), QUERY);
    Answer missing = catalog.send(BEN, "POST", "/api/buckets/none/drive/_search", QUERY);
    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.body().replace(id(lab), "none")).isEqualTo(missing.body());
    for (String path : List.of("", "/user-meta-schema", "/dead-letters")) {
      assertThat(catalog.get(BEN, "/api/buckets/" + id(lab) + path).status()).isEqualTo(404);
    }
    assertThat(catalog.get(BEN, "/api/search?q=thor&bucket=" + id(lab)).status()).isEqualTo(404);
    assertThat(catalog.send(BEN, "POST", "/api/buckets/" + id(lab) + "/reconcile", null).status())
        .isEqualTo(404);
  }

  private String search(String bucket) {
    return "/api/buckets/" + id(bucket) + "/drive/_search";
  }

  @Test
  void administratorsAlonePutThingsInOrder() {
    String reconcile = "/api/buckets/" + id(attic) + "/reconcile";
    Answer refused = catalog.send(BEN, "POST", reconcile, null);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("error").path("type").asString()).isEqualTo("forbidden");
    assertThat(catalog.send(ROOT, "POST", reconcile, null).status()).isEqualTo(200);
    assertThat(catalog.get(BEN, "/api/accounts").status()).isEqualTo(403);
    assertThat(catalog.get(ROOT, "/api/accounts").body()).contains("ada").doesNotContain("bcrypt");
  }

  @Test
  void accountsAreMadeChangedAndRemoved() {
    String made = "{\"name\": \"Cleo\", \"password\": \"%s\", \"buckets\": [\"%s\"]}";
    Answer added = catalog.send(ROOT, "POST", "/api/accounts", made.formatted(PASSWORD, lab));
    assertThat(added.status()).isEqualTo(201);
    assertThat(catalog.send(ROOT, "POST", "/api/accounts", made.formatted(PASSWORD, lab)).status())
        .isEqualTo(409);
    assertThat(catalog.send(ROOT, "POST", "/api/accounts", made.formatted("short", lab)).reason())
        .contains("at least 12 characters");
    assertThat(
            catalog.send(ROOT, "POST", "/api/accounts", made.formatted(PASSWORD, "lab")).reason())
        .contains("'lab' names no bucket");

    String cleo = basic("cleo", PASSWORD);
    String token = token(cleo, "{\"name\": \"laptop\"}");
    assertThat(hits(bearer(token), "/api/search?q=thor")).containsExactly("hammer.md");
    change("cleo", "{\"buckets\": [\"%s\"]}".formatted(attic));
    assertThat(hits(bearer(token), "/api/search?q=thor")).containsExactly("secret.csv");
    change("cleo", "{\"disabled\": true}");
    assertThat(catalog.get(bearer(token), "/api/buckets").status()).isEqualTo(401);
    assertThat(catalog.get(cleo, "/api/buckets").status()).isEqualTo(401);
    change("cleo", "{\"disabled\": false, \"password\": \"another long password\"}");
    assertThat(catalog.get(cleo, "/api/buckets").status()).isEqualTo(401);
    assertThat(catalog.get(basic("cleo", "another long password"), "/api/buckets").status())
        .isEqualTo(200);
    assertThat(catalog.send(ROOT, "DELETE", "/api/accounts/cleo", null).status()).isEqualTo(204);
    assertThat(catalog.get(bearer(token), "/api/buckets").status()).isEqualTo(401);
    assertThat(catalog.send(ROOT, "DELETE", "/api/accounts/cleo", null).status()).isEqualTo(404);
  }

  private void change(String account, String json) {
    assertThat(catalog.send(ROOT, "PATCH", "/api/accounts/" + account, json).status())
        .isEqualTo(200);
  }

  @Test
  void anAdministratorRemains() {
    Answer removed = catalog.send(ROOT, "DELETE", "/api/accounts/root", null);
    assertThat(removed.status()).isEqualTo(409);
    assertThat(removed.reason()).contains("'root' is the only administrator");
    assertThat(catalog.send(ROOT, "PATCH", "/api/accounts/root", "{\"role\": \"user\"}").status())
        .isEqualTo(409);
  }

  private String token(String authorization, String json) {
    Answer answer = catalog.send(authorization, "POST", "/api/tokens", json);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    String token = answer.json().path("token").asString();
    assertThat(token).matches("t4_[A-Za-z0-9_-]{43}");
    return token;
  }

  @Test
  void tokensDoWhatTheirScopeSays() {
    String searching = bearer(token(ROOT, "{\"name\": \"s\", \"scope\": \"search\"}"));
    String administering = bearer(token(ROOT, "{\"name\": \"a\", \"scope\": \"admin\"}"));
    assertThat(hits(searching, "/api/search?q=thor")).hasSize(2);
    assertThat(catalog.get(searching, "/api/accounts").status()).isEqualTo(403);
    assertThat(catalog.get(administering, "/api/accounts").status()).isEqualTo(200);
    String reconcile = "/api/buckets/" + id(lab) + "/reconcile";
    assertThat(catalog.send(searching, "POST", reconcile, null).status()).isEqualTo(403);
    assertThat(catalog.send(administering, "POST", reconcile, null).status()).isEqualTo(200);
    assertThat(catalog.send(searching, "POST", "/api/tokens", "{\"name\": \"x\"}").status())
        .isEqualTo(403);
    assertThat(catalog.send(BEN, "POST", "/api/tokens", "{\"name\": \"x\", \"scope\": \"admin\"}"))
        .extracting(Answer::status)
        .isEqualTo(400);
    String ofRoot = "{\"name\": \"x\", \"account\": \"root\"}";
    assertThat(catalog.send(BEN, "POST", "/api/tokens", ofRoot).status()).isEqualTo(403);
    assertThat(catalog.get(BEN, "/api/tokens?account=*").status()).isEqualTo(403);
  }

  @Test
  void tokensAreRevokedByTheirOwner() {
    Answer made = catalog.send(ADA, "POST", "/api/tokens", "{\"name\": \"old laptop\"}");
    String token = bearer(made.json().path("token").asString());
    String path = "/api/tokens/" + made.json().path("id").asString();
    Answer listed = catalog.get(ADA, "/api/tokens");
    assertThat(listed.body()).contains("old laptop").doesNotContain("t4_");
    assertThat(catalog.get(token, "/config.json").status()).isEqualTo(200);
    assertThat(catalog.send(BEN, "DELETE", path, null).status()).isEqualTo(404);
    assertThat(catalog.get(token, "/config.json").status()).isEqualTo(200);
    assertThat(catalog.send(ADA, "DELETE", path, null).status()).isEqualTo(204);
    assertThat(catalog.get(token, "/config.json").status()).isEqualTo(401);
  }

  @Test
  void tokensExpire() {
    Answer made = catalog.send(ADA, "POST", "/api/tokens", "{\"name\": \"short\", \"days\": 1}");
    String token = bearer(made.json().path("token").asString());
    assertThat(catalog.get(token, "/api/account").json().path("name").asString()).isEqualTo("ada");
    Instant expires = Instant.parse(made.json().path("expires").asString());
    assertThat(expires).isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(1)));
    // A day passes.
    int changed =
        catalog
            .context()
            .getBean(JdbcClient.class)
            .sql("UPDATE api_token SET expires = ? WHERE id = ?")
            .param(Timestamp.from(expires.minus(Duration.ofDays(1))))
            .param(made.json().path("id").asString())
            .update();
    assertThat(changed).isEqualTo(1);
    assertThat(catalog.get(token, "/api/account").status()).isEqualTo(401);
    assertThat(
            catalog.send(ADA, "POST", "/api/tokens", "{\"name\": \"x\", \"days\": 5000}").reason())
        .contains("from 1 to 366 days");
  }

  @Test
  void databaseKnowsNoTokenAndNoPassword() {
    String token = token(ADA, "{\"name\": \"x\"}");
    JdbcClient database = catalog.context().getBean(JdbcClient.class);
    String all =
        database.sql("SELECT * FROM api_token").query().listOfRows().toString()
            + database.sql("SELECT * FROM account").query().listOfRows();
    assertThat(all)
        .doesNotContain(token.substring(3))
        .doesNotContain(PASSWORD)
        .contains("{bcrypt}");
  }

  @Test
  void whoGuessesMustWait() {
    for (String name : List.of("eve", "nobody")) {
      for (int i = 0; i < 5; i++) {
        Answer wrong = catalog.get(basic(name, "a wrong password"), "/api/buckets");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.reason()).contains("not good here");
      }
      Answer locked = catalog.get(basic(name, PASSWORD), "/api/buckets");
      assertThat(locked.status()).isEqualTo(429);
      assertThat(locked.header("Retry-After")).matches("\\d+");
    }
    // Others at the same address needn't.
    assertThat(catalog.get(BEN, "/api/buckets").status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(catalog.get(basic("eve", PASSWORD), "/api/buckets").status())
                    .isEqualTo(200));
  }

  @Test
  void webhookKeepsItsOwnSecret() {
    assertThat(catalog.send("", "POST", "/api/events/s3", "").status()).isEqualTo(401);
    assertThat(catalog.send(ROOT, "POST", "/api/events/s3", "").status()).isEqualTo(401);
    assertThat(catalog.send(bearer("hook"), "POST", "/api/events/s3", "").status()).isEqualTo(200);
  }

  /** Frames of plots ask for them without cookies. */
  @Test
  void scriptsOfPlotsAreOpenPlotsAreNot() {
    assertThat(catalog.get("", "/assets/plot/vega.js").status()).isEqualTo(200);
    assertThat(catalog.get("", "/b/x/plot?key=a&library=vega").status()).isNotEqualTo(200);
    assertThat(catalog.get("", "/b/x/statistics").status()).isNotEqualTo(200);
  }

  @Test
  void healthIsOpenMetricsAreNot() throws IOException {
    Answer health = catalog.get("", "/actuator/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asString()).isEqualTo("UP");
    assertThat(health.json().has("components")).isFalse();
    Answer metrics = catalog.get("", "/actuator/prometheus");
    assertThat(metrics.status()).isEqualTo(200);
    assertThat(metrics.body())
        .containsPattern("t4_catalog_documents\\{[^}]*bucket=\"file:[^\"]*lab[^\"]*\"[^}]*} 1\\.0")
        .contains("t4_catalog_waiting{")
        .contains("t4_catalog_dead_letters{")
        .contains("t4_catalog_search_seconds_count{")
        .contains("t4_catalog_index_documents_total{");
    // As from elsewhere, under the name that others use.
    String get = "GET /actuator/prometheus HTTP/1.1";
    assertThat(catalog.rawStatus(get, "Host: catalog.lab.example")).isEqualTo(401);
    assertThat(catalog.rawStatus(get, "Host: catalog.lab.example", "Authorization: " + BEN))
        .isEqualTo(403);
    assertThat(catalog.rawStatus(get, "Host: catalog.lab.example", "Authorization: " + ROOT))
        .isEqualTo(200);
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  private HttpResponse<String> open(HttpClient browser, String path) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(catalog.uri(path)).header("Accept", "text/html,*/*;q=0.8").build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> login(HttpClient browser, String name, String password)
      throws Exception {
    String form = open(browser, "/login").body();
    Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(form);
    assertThat(csrf.find()).as(form).isTrue();
    String body =
        "username=%s&password=%s&_csrf=%s"
            .formatted(
                name,
                URLEncoder.encode(password, StandardCharsets.UTF_8),
                URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8));
    return browser.send(
        HttpRequest.newBuilder(catalog.uri("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElse("");
  }

  /** Sessions are kept in memory, and strangers could fill it. */
  @Test
  void thereIsNoSessionBeforeALogin() throws Exception {
    HttpClient browser = browser();
    List<HttpResponse<String>> answers = new ArrayList<>();
    answers.add(open(browser, "/shelf?of=books"));
    answers.add(open(browser, "/" + "x".repeat(4_000)));
    answers.add(open(browser, "/login"));
    answers.add(login(browser, "stranger-with-a-form", "a wrong password"));
    assertThat(location(answers.get(answers.size() - 1))).isEqualTo("/login?error");
    answers.add(open(browser, "/login?error"));
    assertThat(answers.get(answers.size() - 1).body()).contains("Invalid credentials");
    for (int i = 0; i < 4; i++) {
      answers.add(login(browser, "stranger-with-a-form", "a wrong password"));
    }
    HttpResponse<String> locked = login(browser, "stranger-with-a-form", "a wrong password");
    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.body()).contains("try again in");
    answers.add(locked);
    assertThat(answers)
        .allSatisfy(
            answer ->
                assertThat(answer.headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("T4SESSION=")));
  }

  /** As many logins would take an hour, so the server itself is asked. */
  @Test
  void theNumberOfSessionsIsBounded() {
    WebServerApplicationContext context = (WebServerApplicationContext) catalog.context();
    TomcatWebServer server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
    assertThat(server.getTomcat().getHost().findChildren())
        .hasSize(1)
        .allSatisfy(
            child ->
                assertThat(((Context) child).getManager())
                    .isInstanceOfSatisfying(
                        StandardManager.class,
                        sessions -> {
                          assertThat(sessions.getMaxActiveSessions()).isEqualTo(10_000);
                          assertThat(sessions.getPathname()).isNull();
                        }));
  }

  @Test
  void anotherPasswordEndsSessionsAndTokens() throws Exception {
    assertThat(command("add", "dora")).startsWith("0: ");
    HttpClient before = browser();
    login(before, "dora", PASSWORD);
    assertThat(open(before, "/api/account").statusCode()).isEqualTo(200);
    String token = bearer(token(basic("dora", PASSWORD), "{\"name\": \"x\"}"));
    assertThat(catalog.get(token, "/api/account").status()).isEqualTo(200);
    change("dora", "{\"buckets\": []}");
    assertThat(open(before, "/api/account").statusCode()).isEqualTo(200);

    change("dora", "{\"password\": \"another long password\"}");
    assertThat(open(before, "/api/account").statusCode()).isEqualTo(401);
    assertThat(catalog.get(token, "/api/account").status()).isEqualTo(401);
    HttpClient after = browser();
    login(after, "dora", "another long password");
    assertThat(open(after, "/api/account").statusCode()).isEqualTo(200);

    // Nor does a session outlive its account.
    assertThat(catalog.send(ROOT, "DELETE", "/api/accounts/dora", null).status()).isEqualTo(204);
    assertThat(command("add", "dora")).startsWith("0: ");
    assertThat(open(after, "/api/account").statusCode()).isEqualTo(401);
    assertThat(command("remove", "dora")).startsWith("0: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name': 'flo', 'role': 1} | 'role'",
        "{'name': 'flo', 'role': '1'} | 'role'",
        "{'name': 'flo', 'rolle': 'user'} | 'rolle'",
        "{'name': 'flo', 'buckets': [null]} | null",
        "{'name': 'flo', 'buckets': ['file:///\u009b31m']} | can't be seen",
        "{'name': '\u212aarl'} | no name of an account",
        "{'name': 'fl\\u0000o'} | no name of an account"
      })
  void refusesAccountsThatAreNotWhatTheySeem(String json, String reason) {
    Answer answer = catalog.send(ROOT, "POST", "/api/accounts", json.replace('\'', '"'));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).contains(reason);
    assertThat(catalog.get(ROOT, "/api/accounts/flo").status()).isEqualTo(404);
    assertThat(catalog.get(ROOT, "/api/accounts/karl").status()).isEqualTo(404);
  }

  @Test
  void refusesMembersThatItDoesNotKnow() {
    Answer mistyped = catalog.send(ROOT, "PATCH", "/api/accounts/eve", "{\"disabeld\": true}");
    assertThat(mistyped.status()).isEqualTo(400);
    assertThat(mistyped.reason()).isEqualTo("there is no member 'disabeld'");
    assertThat(catalog.send(ROOT, "PATCH", "/api/accounts/eve", "{\"disabled\": 1}").reason())
        .contains("'disabled'");
    assertThat(
            catalog.send(ROOT, "POST", "/api/tokens", "{\"name\": \"x\", \"scope\": 1}").reason())
        .contains("'scope'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u001b[31m", "a\\n", "\\u0000", "\\u009b1m", "\\u202etxt", "\\ud800"})
  void refusesNamesOfTokensThatSteerATerminal(String name) {
    Answer answer = catalog.send(ADA, "POST", "/api/tokens", "{\"name\": \"x" + name + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).contains("control characters");
  }

  @Test
  void commandPrintsNothingThatSteersATerminal() {
    Answer made = catalog.send(ADA, "POST", "/api/tokens", "{\"name\": \"x\"}");
    catalog
        .context()
        .getBean(JdbcClient.class)
        .sql("UPDATE api_token SET name = ? WHERE id = ?")
        .param("\u001b[31m\u202ered")
        .param(made.json().path("id").asString())
        .update();
    assertThat(command("tokens", "ada")).contains("  ?[31m?red  ").doesNotContain("\u001b");
  }

  /** They would be nobody for a database that can't keep them. */
  @Test
  void namesThatNoAccountCanHaveAreNobodys() {
    for (String name : List.of("\0", "a\0", "\u212aarl", "x".repeat(200))) {
      assertThat(catalog.get(basic(name, PASSWORD), "/api/account").status()).isEqualTo(401);
    }
  }

  @Test
  void patternsOfManyStarsTakeNoTime() {
    change("blind", "{\"buckets\": [\"file:///%sZ\"]}".formatted("*".repeat(200)));
    assertThat(
            assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> catalog.get(basic("blind", PASSWORD), "/api/buckets").json()))
        .isEmpty();
    change("blind", "{\"buckets\": [\"f*/**a*t*c*\"]}".replace("f*/", "f*:///"));
    assertThat(values(catalog.get(basic("blind", PASSWORD), "/api/buckets").json(), "id"))
        .containsExactly(id(attic));
    change("blind", "{\"buckets\": []}");
  }

  @Test
  void anAdministratorWhoCanLogInRemains() {
    assertThat(command("add", "ghost", "--role", "admin", "--no-password")).startsWith("0: ");
    try {
      Answer removed = catalog.send(ROOT, "DELETE", "/api/accounts/root", null);
      assertThat(removed.status()).isEqualTo(409);
      assertThat(removed.reason()).contains("'root' is the only administrator who can log in");
      assertThat(command("disable", "root")).startsWith("1: 'root' is the only administrator who");
    } finally {
      assertThat(command("remove", "ghost")).isEqualTo("0: removed ghost");
    }
  }

  @Test
  void browsersLogInAndAreProtected() throws Exception {
    HttpClient browser = browser();
    assertThat(location(open(browser, "/shelf?of=books"))).endsWith("/login");
    HttpResponse<String> form = open(browser, "/login");
    assertThat(form.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'");
    assertThat(form.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    HttpResponse<String> login = login(browser, "ben", PASSWORD);
    assertThat(location(login)).contains("/shelf?of=books");
    String session =
        login.headers().allValues("Set-Cookie").stream()
            .filter(cookie -> cookie.startsWith("T4SESSION="))
            .findFirst()
            .orElseThrow();
    assertThat(session).contains("HttpOnly").contains("SameSite=Lax");

    HttpResponse<String> seen =
        browser.send(
            HttpRequest.newBuilder(catalog.uri("/api/search?q=thor")).build(),
            BodyHandlers.ofString());
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).contains("secret.csv").doesNotContain("hammer");
    HttpRequest.Builder change =
        HttpRequest.newBuilder(catalog.uri("/api/tokens"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\": \"by a page\"}"));
    assertThat(browser.send(change.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    String xsrf =
        ((CookieManager) browser.cookieHandler().orElseThrow())
            .getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .findFirst()
                .orElseThrow()
                .getValue();
    change.header("X-XSRF-TOKEN", xsrf);
    assertThat(browser.send(change.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    change.header("Origin", "http://evil.example");
    assertThat(browser.send(change.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(403);

    // What an administrator changes holds for sessions at once.
    change("ben", "{\"disabled\": true}");
    try {
      assertThat(
              browser
                  .send(
                      HttpRequest.newBuilder(catalog.uri("/api/buckets")).build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(401);
    } finally {
      change("ben", "{\"disabled\": false}");
    }
  }
}
