package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.search.StubCatalog;
import io.t4.search.StubCatalog.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code t4 search}, {@code t4 login} and {@code t4 logout}. */
class SearchCommandTest {
  private static final String BUCKET = "lab";
  private static final String URI = "s3://lab";
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123Z");

  @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  private StubCatalog catalog;

  @BeforeEach
  void startCatalog() throws IOException {
    catalog = StubCatalog.start().serve(BUCKET);
    catalog.add(BUCKET, StubCatalog.document("hammer.txt", NOON, "Hail\tThor!"));
    catalog.add(BUCKET, StubCatalog.document("older.txt", NOON.minusSeconds(60), "thor thor"));
    Path config = Files.createDirectories(directory.resolve("config"));
    Files.writeString(config.resolve("config.yml"), "navigator_url: " + catalog.url() + "\n");
  }

  @AfterEach
  void stopCatalog() {
    catalog.close();
  }

  private T4Process process() {
    return new T4Process(directory);
  }

  private T4Process.Result fine(String... arguments) throws Exception {
    T4Process.Result result = process().run(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  @Test
  void hitsAreLinesWithWhatMatched() throws Exception {
    assertThat(fine("search", URI, "thor").out())
        .isEqualTo(
            """
            2026-05-01T12:00:00Z             10  hammer.txt  {"name": "thor"}
                                                 hammer.txt hail thor!
            2026-05-01T11:59:00Z              9  older.txt  {"name": "thor"}
                                                 older.txt thor thor
            """);
    assertThat(fine("search", "-l", "--limit", "1", URI, "thor").lines())
        .hasSize(2)
        .first()
        .asString()
        .contains("hammer.txt  v1  {");
    assertThat(fine("search", "--by-relevance", "--limit=1", URI, "thor").out())
        .contains("older.txt");
  }

  @Test
  void aTerminalShowsMatchesInBold() throws Exception {
    T4Process terminal = process().jvm("-Dt4.terminal.stdout=true");

    assertThat(terminal.run("search", URI, "hail").out())
        .contains("hammer.txt \u001b[1mhail\u001b[0m thor!");
    terminal.environment(Map.of("NO_COLOR", "1"));
    assertThat(terminal.run("search", URI, "hail").out()).doesNotContain("\u001b[");
  }

  /** Controls of both ranges, line separators, and what turns the order of characters round. */
  private static final String HOSTILE =
      "a\u001b]0;x\u0007b\u009b31mc\u009d0;xd\u202e\u2066e\u2028f\u2029g\u0085h\u007fi";

  private static final String HARMLESS = "a?]0;x?b?31mc?0;xd??e?f?g?h?i";

  @Test
  void hitsGiveATerminalNoCommands() throws Exception {
    catalog.add(BUCKET, StubCatalog.document(HOSTILE, NOON, "odin " + HOSTILE));
    T4Process terminal = process().jvm("-Dt4.terminal.stdout=true");
    terminal.environment(Map.of("NO_COLOR", "1"));

    // A line separator within what matched is a space, as a line end is.
    assertThat(terminal.run("search", URI, "odin").out())
        .contains(HARMLESS + "  {", "odin a?]0;x?b?31mc?0;xd??e")
        .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u202e\\u2066&&[^\\n]]");
    String json = terminal.run("search", "--json", URI, "odin").out();
    assertThat(json).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u202e\\u2066&&[^\\n]]");
    assertThat(Json.readObject(json, JsonReading.STRICT)).containsEntry("key", HOSTILE);
    // For programs it is what it is.
    assertThat(fine("search", URI, "odin").out()).contains("\u009b", "\u202e");
  }

  @Test
  void errorsGiveATerminalNoCommands() throws Exception {
    for (int status : List.of(400, 500)) {
      catalog.answer(
          StubCatalog.searchPath(BUCKET), request -> Response.error(status, "bad", HOSTILE));

      T4Process.Result result = process().run("search", "--debug", URI, "thor\u009b31m");

      assertThat(result.exitCode()).isNotZero();
      assertThat(result.err())
          .contains("a?]0;x?b?31mc?0;xd??e")
          .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u202e\\u2066&&[^\\n\\t]]");
    }
  }

  @Test
  void severalWordsAreOneQuery() throws Exception {
    assertThat(fine("search", "--json", URI, "thor", "thor").lines()).hasSize(1);
  }

  @Test
  void jsonHasAHitALine() throws Exception {
    List<String> lines = fine("search", "--json", URI, "thor").lines();

    assertThat(lines).hasSize(2);
    Map<String, @Nullable Object> hit = Json.readObject(lines.get(0), JsonReading.STRICT);
    assertThat(hit)
        .containsEntry("key", "hammer.txt")
        .containsEntry("version_id", "v1")
        .containsEntry("operation", "create")
        .containsEntry("size", 10L)
        .containsEntry("time", NOON.toString())
        .containsEntry("meta", Map.of("name", "thor"))
        .containsEntry("text", "Hail\tThor!")
        .hasSize(8);
    assertThat(String.valueOf(hit.get("highlights")))
        .isEqualTo(
            "[{field=content, parts=[{text=hammer.txt hail\t, matched=false},"
                + " {text=thor, matched=true}, {text=!, matched=false}]}]");
  }

  @Test
  void findingNothingIsNoFailure() throws Exception {
    assertThat(fine("search", URI, "loki").out()).isEmpty();
  }

  @Test
  void theSchemaIsPrinted() throws Exception {
    assertThat(fine("search", "--schema", "--json", URI).out())
        .contains("\"properties\": {\"name\"");
  }

  @Test
  void aMalformedQueryIsPointedInto() throws Exception {
    T4Process.Result result = process().run("search", URI, "name:þ (thor");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines())
        .containsExactly(
            "t4: The query 'name:þ (thor' can't be searched for at character 8: '(' is not closed",
            "  name:þ (thor",
            "         ^");
  }

  @Test
  void wrongUsageIsExplained() throws Exception {
    T4Process.Result without = process().run("search", URI, "-thor");
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.err()).contains("-thor", "NOT", "--");
    T4Process.Result key = process().run("search", "s3://lab/a/", "thor");
    assertThat(key.exitCode()).isEqualTo(2);
    assertThat(key.err()).contains("'s3://lab'", "key:a/*");

    T4Process.Result nothing = process().run("search", URI);
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("write what to look for");

    T4Process.Result packages = process().run("search", "--packages");
    assertThat(packages.exitCode()).isEqualTo(2);
    assertThat(packages.err()).contains("write what to look for").doesNotContain("URI");
    T4Process.Result nowhere = process().run("search");
    assertThat(nowhere.exitCode()).isEqualTo(2);
    assertThat(nowhere.err()).contains("name the bucket");

    assertThat(process().run("search", "--limit", "-1", URI, "thor").exitCode()).isEqualTo(2);
  }

  @Test
  void whatFailsHasItsExitCode() throws Exception {
    T4Process.Result notServed = process().run("search", "s3://other", "thor");
    assertThat(notServed.exitCode()).isEqualTo(3);
    assertThat(notServed.err())
        .startsWith("t4: ")
        .contains("s3://other", "it serves s3://lab")
        .hasLineCount(1);

    catalog.close();
    T4Process.Result down = process().run("search", URI, "thor");
    assertThat(down.exitCode()).isEqualTo(1);
    assertThat(down.err()).startsWith("t4: ").contains(catalog.url()).hasLineCount(1);

    fine("config", "--unset", "navigator_url");
    T4Process.Result none = process().run("search", URI, "thor");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("navigator_url", "t4 catalog").hasLineCount(1);
  }

  @Test
  void aSignInIsKeptUntilTheSignOut() throws Exception {
    catalog.requireToken("t4_c0ffee");
    T4Process.Result unknown = process().run("search", URI, "thor");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("t4 login").hasLineCount(1);

    T4Process.Result login = process().input("t4_c0ffee\n").run("login", "--token-file", "-");
    assertThat(login.err()).isEmpty();
    assertThat(login.out()).isEqualTo("signed in to " + catalog.url() + "\n");
    assertThat(fine("search", URI, "hail").lines()).hasSize(2);
    assertThat(fine("logout").out()).isEqualTo("signed out of " + catalog.url() + "\n");
    assertThat(fine("logout").out()).isEqualTo("there was no token for " + catalog.url() + "\n");
    assertThat(process().run("search", URI, "hail").exitCode()).isEqualTo(1);
    assertThat(
            process().environment(Map.of("T4_TOKEN", "t4_c0ffee")).run("search", URI, "hail").err())
        .isEmpty();
  }

  @Test
  void aSignInThatFailsKeepsNothing() throws Exception {
    catalog.requireToken("t4_c0ffee");
    Files.writeString(directory.resolve("token.txt"), "t4_wrong");

    T4Process.Result wrong = process().run("login", "--token-file", "token.txt");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains(catalog.url()).doesNotContain("t4_wrong").hasLineCount(1);
    assertThat(process().run("login", "--token-file", "no.txt").exitCode()).isEqualTo(2);
    T4Process.Result nobody = process().run("login");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).contains("--token-file");
    assertThat(directory.resolve("config/credentials.yml")).doesNotExist();
  }

  @Test
  void stackTracesAreOnRequestAndShowNoToken() throws Exception {
    catalog.answer("/config.json", request -> Response.text(500, "broken"));

    T4Process.Result result =
        process()
            .environment(Map.of("T4_TOKEN", "t4_c0ffee"))
            .run("search", "--debug", URI, "thor");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("\tat io.t4.", "500").doesNotContain("c0ffee");
  }
}
