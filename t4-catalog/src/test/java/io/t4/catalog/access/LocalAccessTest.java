package io.t4.catalog.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.catalog.CatalogApplication;
import io.t4.catalog.access.RunningCatalog.Answer;
import io.t4.catalog.search.SearchRequest;
import io.t4.searchnode.SearchNodeExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** A catalog that only this machine can reach. */
class LocalAccessTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir static Path directory;

  private static RunningCatalog catalog;
  private static List<String> settings;

  @BeforeAll
  static void start() throws IOException {
    Path files = Files.createDirectories(directory.resolve("local-files"));
    settings = RunningCatalog.settings(directory.resolve("data"), null);
    catalog =
        RunningCatalog.start(
            settings,
            "--t4.catalog.host=localhost",
            "--t4.catalog.search.url=" + SEARCH.uri(),
            "--t4.catalog.events.webhook-secret=hook",
            "--t4.catalog.buckets[0]=" + files.toUri());
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
  }

  @Test
  void nobodyLogsInAndEverythingMayBeDone() {
    JsonNode buckets = catalog.get("", "/api/buckets").json();
    assertThat(buckets).hasSize(1);
    String id = buckets.get(0).path("id").asString();
    assertThat(catalog.send("", "POST", "/api/buckets/" + id + "/reconcile", null).status())
        .isEqualTo(200);
    assertThat(catalog.get("", "/api/accounts").json()).isEmpty();
    assertThat(catalog.get("", "/api/account").json().path("login").asBoolean()).isFalse();
    // Clients that know a token of elsewhere, or have none.
    assertThat(catalog.get("Bearer t4_of-another-catalog", "/config.json").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:99", "LOCALHOST"})
  void answersAtNamesOfThisMachine(String host) throws IOException {
    assertThat(catalog.rawStatus("GET /config.json HTTP/1.1", "Host: " + host)).isEqualTo(200);
  }

  /** A name that somebody lets resolve to 127.0.0.1 is of another origin than a browser thinks. */
  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"})
  void refusesOtherNames(String host) throws IOException {
    assertThat(catalog.rawStatus("GET /config.json HTTP/1.1", "Host: " + host)).isEqualTo(403);
    assertThat(catalog.rawStatus("GET /api/search?q=a HTTP/1.1", "Host: " + host)).isEqualTo(403);
  }

  @Test
  void refusesWhatOtherSitesSend() {
    String id = catalog.get("", "/api/buckets").json().get(0).path("id").asString();
    String reconcile = "/api/buckets/" + id + "/reconcile";
    String own = catalog.uri("").toString();
    for (String[] foreign :
        List.of(
            new String[] {"Origin", "http://evil.example"},
            new String[] {"Origin", "null"},
            new String[] {"Origin", "http://127.0.0.1:1"},
            new String[] {"Sec-Fetch-Site", "cross-site"})) {
      Answer answer = catalog.send("", "POST", reconcile, null, foreign);
      assertThat(answer.status()).as(List.of(foreign).toString()).isEqualTo(403);
      assertThat(answer.reason()).contains("other sites");
    }
    assertThat(catalog.send("", "POST", reconcile, null, "Origin", own).status()).isEqualTo(200);
    assertThat(catalog.send("", "GET", "/config.json", null, "Origin", "http://evil.example"))
        .satisfies(answer -> assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty());
  }

  @Test
  void refusesWhatComesThroughAProxy() {
    Answer answer = catalog.send("", "GET", "/config.json", null, "X-Forwarded-For", "10.0.0.1");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.reason()).contains("t4.catalog.access.login=always");
  }

  @Test
  void webhookKeepsItsOwnSecret() throws IOException {
    assertThat(catalog.send("", "POST", "/api/events/s3", "").status()).isEqualTo(401);
    assertThat(catalog.send("Bearer hook", "POST", "/api/events/s3", "").status()).isEqualTo(200);
    assertThat(
            catalog.rawStatus(
                "POST /api/events/s3 HTTP/1.1",
                "Host: catalog",
                "Authorization: Bearer hook",
                "Content-Length: 0"))
        .isEqualTo(200);
  }

  @Test
  void refusesToStartWhereLoginIsAskedForAndNobodyCan() {
    List<String> other = RunningCatalog.settings(directory.resolve("other"), null);
    assertThatThrownBy(
            () ->
                RunningCatalog.start(
                    other,
                    "--t4.catalog.access.login=always",
                    "--t4.catalog.search.url=" + SEARCH.uri()))
        .rootCause()
        .hasMessageContaining("without accounts");
  }

  @Test
  void commandTellsThatTheCatalogRuns() throws Exception {
    Path log = directory.resolve("list.log");
    assertThat(process(log, AccountsCommand.class, "a long password", settings, "list"))
        .isEqualTo(
            "1: the catalog is running on this database; change accounts by its /api/accounts, or"
                + " stop it");
    assertThat(log).isEmptyFile();
  }

  @Test
  void refusesTheDirectoryOfAnotherCatalog() throws Exception {
    Path log = directory.resolve("second.log");
    assertThat(
            process(
                log,
                CatalogApplication.class,
                "",
                settings,
                "--t4.catalog.port=0",
                "--t4.catalog.search.url=" + SEARCH.uri()))
        .isEqualTo(
            "1: the data directory %s is in use by another catalog; stop that one, or give --data"
                .formatted(directory.resolve("data")));
  }

  @Test
  void refusesAPublicUrlThatIsNone() {
    List<String> other = RunningCatalog.settings(directory.resolve("public"), null);
    assertThatThrownBy(
            () ->
                RunningCatalog.start(
                    other,
                    "--t4.catalog.access.public-url=https://lab.example/catalog",
                    "--t4.catalog.search.url=" + SEARCH.uri()))
        .rootCause()
        .hasMessageContaining("t4.catalog.access.public-url is 'https://lab.example/catalog'");
  }

  @Test
  void dataIsForItsOwnerAlone() throws IOException {
    assertThat(permissions(directory.resolve("data"))).isEqualTo("rwx------");

    Path earlier = Files.createDirectory(directory.resolve("earlier"));
    Path shared = Files.createDirectory(directory.resolve("shared"));
    Path ofGroup = Files.createDirectory(directory.resolve("of-group"));
    Files.createDirectory(earlier.resolve("index"));
    Files.writeString(shared.resolve("notes.txt"), "of others");
    setPermissions(earlier, "rwxr-xr-x");
    setPermissions(shared, "rwxr-xr-x");
    setPermissions(ofGroup, "rwxr-x---");
    for (Path data : List.of(earlier, shared, ofGroup)) {
      assertThat(RunningCatalog.command(RunningCatalog.settings(data, null), "", "list"))
          .isEqualTo("0: ");
    }
    assertThat(permissions(earlier)).isEqualTo("rwx------");
    assertThat(permissions(shared)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(ofGroup)).isEqualTo("rwxr-x---");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void setPermissions(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void commandReadsThePasswordFromItsInput() throws Exception {
    List<String> own = RunningCatalog.settings(directory.resolve("process"), null);
    assertThat(process("a long password\n", own, "add", "ada", "--role", "admin", "--bucket", "*"))
        .isEqualTo("0: added ada  admin  *");
    assertThat(process("", own, "add", "bob")).isEqualTo("1: no password came from standard input");
    assertThat(RunningCatalog.command(own, "", "list")).isEqualTo("0: ada  admin  *");
  }

  private static String process(String input, List<String> settings, String... words)
      throws IOException, InterruptedException {
    return process(directory.resolve("command.log"), AccountsCommand.class, input, settings, words);
  }

  private static String process(
      Path log, Class<?> program, String input, List<String> settings, String... words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(words));
    command.addAll(settings);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (OutputStream typed = process.getOutputStream()) {
      typed.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() + ": " + printed;
  }

  @Test
  void commandSaysWhatItTakes() {
    List<String> own = RunningCatalog.settings(directory.resolve("command"), null);
    String password = "a long password";
    assertThat(RunningCatalog.command(own, password, "add"))
        .startsWith("2: 'add' takes 1 more words, not 0")
        .contains("accounts add NAME");
    assertThat(RunningCatalog.command(own, password, "add", "a", "--role", "king"))
        .startsWith("2: 'king' is no role");
    assertThat(RunningCatalog.command(own, "short", "add", "a"))
        .startsWith("1: a password has at least 12");
    assertThat(RunningCatalog.command(own, password, "add", "a b")).contains("is no name");
    assertThat(RunningCatalog.command(own, password, "add", "ada", "--no-password"))
        .isEqualTo("0: added ada  user  no buckets  no password");
    assertThat(RunningCatalog.command(own, password, "buckets", "ada", "--bucket", "s3://lab-*"))
        .isEqualTo("0: changed ada  user  s3://lab-*  no password");
    assertThat(RunningCatalog.command(own, password, "password", "ada"))
        .isEqualTo("0: changed ada  user  s3://lab-*");
    assertThat(RunningCatalog.command(own, password, "token", "ada", "laptop", "--days", "3"))
        .matches("0: t4_[A-Za-z0-9_-]{43}");
    assertThat(RunningCatalog.command(own, password, "tokens", "ada"))
        .contains("laptop  search  expires")
        .contains("never used");
    assertThat(RunningCatalog.command(own, password, "role", "ada", "admin"))
        .isEqualTo("0: changed ada  admin  s3://lab-*");
    assertThat(RunningCatalog.command(own, password, "disable", "ada"))
        .isEqualTo("1: 'ada' is the only administrator; make another one first");
    assertThat(RunningCatalog.command(own, password, "remove", "bob"))
        .isEqualTo("1: there is no account 'bob'");
  }

  @Test
  void everyPathIsDescribed() {
    JsonNode description = catalog.get("", "/v3/api-docs").json();
    JsonNode paths = description.path("paths");
    JsonNode schemas = description.path("components").path("schemas");
    assertThat(schemas.path("WantedToken").path("properties").has("days")).isTrue();
    assertThat(schemas.path("WantedAccount").path("properties").has("buckets")).isTrue();
    assertThat(schemas.has("ObjectNode")).isFalse();
    assertThat(
            paths
                .path("/api/buckets/{id}/drive/_search")
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema")
                .path("$ref")
                .asString(""))
        .isEqualTo("#/components/schemas/Search");
    assertThat(SearchRequest.of(schemas.path("Search").path("example")).query())
        .isEqualTo("thor ext:csv");
    assertThat(schemas.path("Search").path("properties").propertyNames())
        .containsExactlyInAnyOrder("query", "size", "from", "sort", "search_after");
    Map<String, Set<String>> served =
        catalog
            .context()
            .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
            .getHandlerMethods()
            .keySet()
            .stream()
            .flatMap(
                mapping ->
                    mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/") || path.equals("/config.json"))
                        .map(
                            path ->
                                Map.entry(
                                    path,
                                    mapping.getMethodsCondition().getMethods().stream()
                                        .map(method -> method.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.toSet()))))
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> new TreeSet<>(entry.getValue()),
                    (a, b) -> {
                      a.addAll(b);
                      return a;
                    }));
    assertThat(served).containsKeys("/api/search", "/api/buckets/{id}/drive/_search");
    served.forEach(
        (path, methods) ->
            methods.forEach(
                method ->
                    assertThat(paths.path(path).path(method).path("summary").asString(""))
                        .as(method + " " + path)
                        .isNotBlank()));
  }
}
