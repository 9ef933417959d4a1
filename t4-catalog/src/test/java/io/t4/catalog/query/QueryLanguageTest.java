package io.t4.catalog.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What queries become, and how those that can't be understood are refused. */
class QueryLanguageTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static ParsedQuery parse(String query) throws QuerySyntaxException {
    return QueryLanguage.parse(query, "content");
  }

  private static QuerySyntaxException refused(String query) {
    QuerySyntaxException e = catchThrowableOfType(QuerySyntaxException.class, () -> parse(query));
    assertThat(e).as(query).isNotNull();
    return e;
  }

  /** The file has a query, the DSL below it, and so on; lines with # are comments. */
  static Stream<Arguments> table() throws IOException {
    List<String> lines;
    try (InputStream in =
        Objects.requireNonNull(QueryLanguageTest.class.getResourceAsStream("queries.txt"))) {
      lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
    }
    List<Arguments> table = new ArrayList<>();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      table.add(Arguments.of(lines.get(i), lines.get(i + 1).strip()));
    }
    return table.stream();
  }

  /** However many characters a letter with its accent was typed as. */
  @Test
  void positionsAreThoseOfWhatWasTyped() {
    assertThat(refused("k\u00f6nig )").position()).isEqualTo(6);
    assertThat(refused("ko\u0308nig )").position()).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void becomes(String query, String dsl) throws Exception {
    assertThat(JSON.readTree(parse(query).query().toString()))
        .as(query)
        .isEqualTo(JSON.readTree(dsl));
  }

  @Test
  void theTableIsThere() throws IOException {
    assertThat(table().count()).isGreaterThan(60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " is ",
      quoteCharacter = '`',
      value = {
        "thor hammer is thor AND hammer",
        "thor hammer is thor && hammer",
        "thor hammer is +thor +hammer",
        "thor OR hammer is thor || hammer",
        "NOT thor is -thor",
        "NOT thor is !thor",
        "'thor hammer' is \"thor hammer\"",
        "a b OR c d is a AND (b OR c) AND d",
        "a AND b OR c is (a AND b) OR c",
        "text:(a OR b) is text:a OR text:b",
        "((((a)))) is a",
        "size:>5 is size:{5 TO *]",
        "size:<=5 is size:[* TO 5]",
        "user_meta.'station name':x is user_meta.station\\ name:x",
        "user_meta.\\*:x is user_meta:x",
        "user_meta.*:x is user_meta:x",
        "user_meta.a:* is _exists_:user_meta.a",
        "user_meta.a:[* TO *] is _exists_:user_meta.a",
        "thor~0 is thor",
        "thro~0.8 is thro~",
        "a** is a*",
        "a & b is a b",
        "a\u00a0b\u3000c is a b c",
        "size : 5 is size:5",
        "\\u0041 is u0041",
      })
  void isTheSameAs(String query, String other) throws Exception {
    assertThat(parse(query).query()).isEqualTo(parse(other).query());
  }

  @Test
  void wordsWithoutAFieldAreLookedForInTheDefaultField() throws Exception {
    assertThat(QueryLanguage.parse("thor ext:md", "key_text"))
        .isEqualTo(parse("key_text:thor ext:md"));
    assertThatThrownBy(() -> QueryLanguage.parse("thor", "contents"))
        .isInstanceOf(QuerySyntaxException.class)
        .hasMessageContaining("'contents'")
        .hasMessageContaining("Did you mean content?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest:false", "a OR version_id:b", "NOT type:delete", "x (y delete_marker:true)",
        "_exists_:version_id", "latest:*", "version_id:[a TO b]", "type:/c.*/"
      })
  void whatNamesVersionsIsAboutAllOfThem(String query) throws Exception {
    assertThat(parse(query).allVersions()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "thor",
        "latest",
        "'type:delete'",
        "user_meta.type:x",
        "_exists_:etag",
        "type\\:x"
      })
  void whatNamesNoVersionsIsAboutCurrentObjects(String query) throws Exception {
    assertThat(parse(query).allVersions()).isFalse();
  }

  @Test
  void namesItsMetadataFields() throws Exception {
    assertThat(
            parse("user_meta.b:1 OR (user_meta.a.c:>2 NOT user_meta.b:x) system_meta.f:* key:k")
                .metadataFields())
        .containsExactly("user_meta.b", "user_meta.a.c", "system_meta.f");
    assertThat(parse("thor").metadataFields()).isEmpty();
  }

  /** No object has the value, rather than: it has another one too. */
  @Test
  void negatesMetadataAsAWhole() throws Exception {
    assertThat(parse("NOT user_meta.a:x").query().at("/bool/must_not/0/nested/path").asString())
        .isEqualTo("meta_values");
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        // operators
        malformed("", 0, "empty"),
        malformed(" \t ", 0, "empty"),
        malformed("thor AND", 8, "missing"),
        malformed("AND thor", 0, "'AND'"),
        malformed("thor OR OR hammer", 8, "'OR'"),
        malformed("thor NOT", 8, "missing"),
        malformed("thor -", 6, "missing"),
        malformed("NOT NOT thor", 4, "'NOT'"),
        malformed("key:-(a)", 4, "'-' can't stand here"),
        malformed("^2", 0, "'^'"),
        malformed("~/data", 0, "'~'"),
        malformed("thor^", 5, "missing"),
        malformed("thor^x", 5, "'x'"),
        malformed("thor^5000", 5, "from 0 to 1000"),
        malformed("thor~3", 5, "letters that may differ"),
        malformed("\"a b\"~", 5, "number of words"),
        malformed("\"a b\"~1.5", 6, "number of words"),
        malformed("\"a b\"~99999999999", 6, "number of words"),
        malformed("th*r~", 0, "not both"),
        // brackets and quotes
        malformed("()", 1, "')'"),
        malformed("a (b", 2, "not closed"),
        malformed("a (b (c)", 2, "not closed"),
        malformed("thor)", 4, "closes no parenthesis"),
        malformed("a \"b c", 2, "quote is not closed"),
        malformed("a 'b c", 2, "single quote is not closed"),
        malformed("user_meta.'a b:c", 10, "single quote is not closed"),
        malformed("thor hammer\\", 11, "backslash"),
        malformed("size:[1 TO 5", 5, "range is not closed"),
        malformed("size:[1,5]", 9, "[1 TO 5]"),
        malformed("a[0]", 3, "quotes"),
        malformed("a]", 1, "closes no range"),
        malformed("\"\"", 1, "no word"),
        malformed("text:'&'", 6, "no word"),
        // positions behind what is rewritten
        malformed("a/b 'c d' x:>1", 10, "no field 'x'"),
        malformed("'it\\'s \"so\"' AND )", 17, "closes no parenthesis"),
        malformed("size:>1 size:>x", 14, "'x' is no number"),
        malformed("🎉 thro~ size:x", 14, "'x' is no number"),
        // fields
        malformed("thor user_metta:x", 5, "Did you mean user_meta?"),
        malformed("user_metta.name:thor", 0, "no field 'user_metta.name'. Did you mean user_meta?"),
        malformed("sise:5", 0, "Did you mean size?"),
        malformed("(nothing:x)", 1, "The fields are content, content_state"),
        malformed("http://x.com", 0, "Put text that contains a colon in quotes"),
        malformed("12:30", 0, "no field '12'"),
        malformed("fn:ordered(a b)", 0, "no field 'fn'"),
        malformed("'user meta':x", 0, "isn't quoted as a whole"),
        malformed("user_meta.:x", 0, "missing"),
        malformed("key.x:y", 0, "no parts"),
        malformed("key::x", 4, "':'"),
        malformed("_exists_:nothing", 9, "no field 'nothing'"),
        malformed("_exists_:/a/", 9, "takes the name of a field"),
        malformed("_exists_:[a TO b]", 10, "takes the name of a field"),
        malformed("_exists_:a~", 9, "takes the name of a field"),
        // values
        malformed("size:big", 5, "'big' is no number for the field 'size'"),
        malformed("size:1e5", 5, "no number"),
        malformed("size:12345678901234567890", 5, "no number"),
        malformed("size:[1 TO b]", 11, "'b' is no number"),
        malformed("size:a*", 5, "no wildcards"),
        malformed("size:/a/", 5, "no regular expressions"),
        malformed("size:5~", 5, "no similar words"),
        malformed("last_modified:yesterday", 14, "'yesterday' is no date"),
        malformed("last_modified:2026-02-30", 14, "no date"),
        malformed("last_modified:now-99999d", 14, "no date"),
        malformed("last_modified:[2026 TO x]", 23, "'x' is no date"),
        malformed("latest:maybe", 7, "true or false"),
        malformed("latest:[a TO b]", 8, "no ranges"),
        malformed("content:[a TO b]", 9, "no ranges"),
        // patterns
        malformed("/[/", 0, "malformed"),
        malformed("a /a{2000}/", 2, "repeats more than 1000"),
        malformed("/((a{20}){20}){20}/", 0, "repeats more than 1000"),
        malformed("/(a|b)*a(a|b){20}/", 0, "too many possibilities"),
        malformed("*a????????????????????", 0, "too many possibilities"),
        malformed("a*b*c*d*e*f*g*h*i*", 0, "more than 8 asterisks"),
        malformed("user_meta.a*b*c*d*e*f*g*h*i*:x", 0, "more than 8 asterisks"),
        // text
        malformed("a \ud800 b", 2, "half a character"));
  }

  private static Arguments malformed(String query, int position, String message) {
    return Arguments.of(query, position, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void isRefusedAtItsPlace(String query, int position, String message) {
    QuerySyntaxException e = refused(query);
    assertThat(e).hasMessageContaining(message);
    assertThat(e.position()).as(e.getMessage()).isEqualTo(position);
  }

  static Stream<Arguments> tooLarge() {
    return Stream.of(
        malformed("a".repeat(5_000), 4_096, "at most 4096"),
        malformed("(".repeat(20_000) + "a" + ")".repeat(20_000), 4_096, "at most 4096"),
        malformed("(".repeat(2_000) + "a" + ")".repeat(2_000), 64, "more than 64 parentheses"),
        malformed("(".repeat(4_000), 64, "more than 64 parentheses"),
        malformed("a ".repeat(2_000), 512, "more than 256 words"),
        malformed("a OR ".repeat(800) + "b", 1_280, "more than 256 words"),
        malformed("'" + "a ".repeat(2_000) + "'", 1, "1000 are possible"),
        malformed("東".repeat(2_000), 0, "1000 are possible"),
        malformed("user_meta.a:1 ".repeat(250), 2_336, "1000 are possible"),
        malformed("a* ".repeat(100), 96, "more than 32 words with wildcards"),
        malformed("a~ ".repeat(100), 96, "more than 32 words with wildcards"),
        malformed("/.{900}/ ".repeat(100), 288, "more than 32 words with wildcards"),
        malformed("user_meta.a*:b ".repeat(100), 493, "more than 32 words with wildcards"),
        malformed("/" + "a".repeat(300) + "/", 0, "at most 256"),
        malformed("a".repeat(300) + "*", 0, "at most 256"),
        malformed("a".repeat(300) + "~", 0, "at most 256"),
        malformed("key:" + "a".repeat(1_000) + "/", 4, "more than 900"),
        malformed("user_meta." + "a".repeat(1_000) + ":x", 0, "more than 900"),
        malformed("user_meta.a:>" + "9".repeat(4_000), 13, "more than 900 bytes"),
        malformed("key:[a TO " + "東".repeat(301) + "]", 10, "more than 900 bytes"));
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  void whatIsTooLargeIsRefusedAtOnce(String query, int position, String message) {
    QuerySyntaxException e = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> refused(query));
    assertThat(e).hasMessageContaining(message);
    assertThat(e.position()).as(e.getMessage()).isEqualTo(position);
  }

  /** Each row of a table in the document whose first column is queries. */
  static Stream<Arguments> documented() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    boolean isOfQueries = false;
    for (String line : Files.readAllLines(Path.of("../docs/search.md"))) {
      if (!line.startsWith("|")) {
        isOfQueries = false;
      } else if (line.startsWith("| query |")) {
        isOfQueries = true;
      } else if (isOfQueries && line.startsWith("| `")) {
        String[] cells = line.split("(?<!\\\\)\\|", -1);
        rows.add(
            Arguments.of(
                Pattern.compile("`([^`]+)`")
                    .matcher(cells[1].replace("\\|", "|"))
                    .results()
                    .map(result -> result.group(1))
                    .toList(),
                cells.length > 4 ? cells[2].strip() : "",
                cells.length > 4 ? cells[3].replace("…", "").strip() : ""));
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documented")
  void doesWhatTheDocumentSays(List<String> queries, String position, String message)
      throws Exception {
    for (String query : queries) {
      if (position.isEmpty()) {
        assertThat(parse(query).query().isEmpty()).as(query).isFalse();
      } else {
        QuerySyntaxException e = refused(query);
        assertThat(e.position()).as(query).isEqualTo(Integer.parseInt(position));
        assertThat(e.getMessage()).contains(message.split(" {2,}"));
      }
    }
  }

  @Test
  void theDocumentHasExamples() throws IOException {
    assertThat(documented().count()).isGreaterThan(50);
  }

  private static final String[] PIECES = {
    "thor",
    "O'Brien",
    "user_meta.",
    "user_meta.a:",
    "user_meta.'b c':",
    "size:",
    "key:",
    "text:",
    "last_modified:",
    "latest:",
    "_exists_:",
    "fn:",
    "nothing:",
    "2026-05-01",
    "now-7d",
    "5",
    "-3.5",
    "1e9",
    "true",
    "AND",
    "OR",
    "NOT",
    "TO",
    " ",
    " ",
    " ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "/",
    "\\",
    "*",
    "?",
    "~",
    "^",
    "~2",
    "^3",
    ":",
    ":>",
    ">=",
    "<",
    "=",
    "+",
    "-",
    "!",
    "&&",
    "||",
    "@",
    "|",
    "&",
    "#",
    ".",
    ",",
    "..",
    "é",
    "京都",
    "🎉",
    "\u0000",
    "\t",
    "\n",
    "\u3000",
    "\ud83c",
    "\\u",
    "[1 TO 5]",
    "{a TO *]",
    "/a.b/",
    "'x y'",
    "\"x y\"~2",
    "a{3}",
    "[^a]"
  };

  /** Whatever is typed: an answer that can be sent, or an error with a place in the text. */
  @Test
  void anyTextIsAnsweredOrRefused() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          int answered = 0;
          for (int i = 0; i < 10_000; i++) {
            answered += isAnswered(text(random), seed) ? 1 : 0;
          }
          assertThat(answered).as("seed %s", seed).isGreaterThan(1_000);
        });
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 8);
    for (int i = 0; i < length; i++) {
      if (random.nextInt(20) == 0) {
        text.append((char) random.nextInt(0x10000));
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return text.toString();
  }

  private static boolean isAnswered(String text, long seed) {
    try {
      byte[] sent = JSON.writeValueAsBytes(parse(text).query());
      assertThat(JSON.readTree(sent).isObject()).isTrue();
      return true;
    } catch (QuerySyntaxException e) {
      assertThat(e.position())
          .as("seed %s, text <%s>: %s", seed, text, e.getMessage())
          .isBetween(0, text.length());
      assertThat(e.getMessage()).as("seed %s, text <%s>", seed, text).isNotBlank();
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed + ", text <" + text + ">", e);
    }
  }
}
