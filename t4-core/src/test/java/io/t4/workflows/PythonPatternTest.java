package io.t4.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.WorkflowException;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regular expressions of Python; what is expected here is what its {@code re.search} answers. */
class PythonPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        // expression text found
        "b abc true",
        "^b abc false",
        "^a.c$ abc true",
        "c$ \"abc\n\" true",
        "c\\Z \"abc\n\" false",
        "c\\Z abc true",
        "c$ \"abc\r\" false",
        "^.$ \"\u0085\" true",
        "^.$ \"\r\" true",
        "(?m)^b$ \"a\nb\nc\" true",
        "^b$ \"a\nb\nc\" false",
        "^\\w+$ Größe_1 true",
        "^\\d$ \u0663 true",
        "^[^\\W\\d]+$ abc true",
        "^[^\\W\\d]+$ ab1 false",
        "^\\s$ \u00A0 true",
        "^\\S+$ a\u3000b false",
        "(?i)ÄB äb true",
        "^(?P<x>a|b)(?P=x)$ aa true",
        "^(?P<x>a|b)(?P=x)$ ab false",
        "^(a)(b)\\2\\1$ abba true",
        "^(?!test/) prod/x true",
        "^(?!test/) test/x false",
        "(?<=/)x$ a/x true",
        "^a{,2}$ aa true",
        "^a{,2}$ aaa false",
        "^a{2}$ aa true",
        "^a{2,}$ a false",
        "^a{$ a{ true",
        "^{}$ {} true",
        "^x]$ x] true",
        "^[]x]+$ ]x true",
        "^[[:alpha:]]+$ a]] true",
        "^[a&&b]+$ a&b true",
        "^\\x41\\u0042\\101$ ABA true",
        "^\\101$ A true",
        "(?s)^a.b$ \"a\nb\" true",
        "(?x)^a(?#no)b$ ab true",
        "^a(?#comment)b$ ab true",
        "^(?:a++)$ aaa true",
        "^(?>a|ab)c$ abc false",
        "\\bfoo\\b \"a foo b\" true",
        "^\\-\\/\\_$ -/_ true",
      })
  void isSearchedForAsInPython(String regex, String text, boolean found) {
    assertThat(PythonPattern.compile(regex).isFoundIn(text)).as(regex).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "(",
        ")",
        "a)",
        "*",
        "a**",
        "\\",
        "\\p{L}",
        "\\Qa\\E",
        "\\1",
        "(?P=x)",
        "(?<x>a)",
        "(?P<x>a)(?P<x>b)",
        "a(?i)b",
        "(?(1)a|b)",
        "[z-a]",
        "\\x4",
        "(?#",
        "[\\Z]",
        "(?a)x",
        "(((a{99}){99}){99}){99}",
        "a{100000}",
      })
  void whatPythonDoesntKnowOrTakesTooMuchIsRefused(String regex) {
    assertThatThrownBy(() -> PythonPattern.compile(regex))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("'" + regex + "' can't be used as a regular expression");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^(a+)+$", "^(a|a)*$", "^(a*)*b", "^(?=(a+)+$)b", "^(?!x)(a|aa)+$", "(a*)*\\1c"})
  void noneHangs(String regex) {
    String text = "a".repeat(50_000) + "!";
    PythonPattern pattern = PythonPattern.compile(regex);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          try {
            assertThat(pattern.isFoundIn(text)).isFalse();
          } catch (WorkflowException e) {
            assertThat(e).hasMessageContaining(regex).hasMessageContaining("takes too long");
          }
        });
  }
}
