package io.t4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as the same, so that the other tests here can fail. */
class ShownTextTest {
  @ParameterizedTest
  @CsvSource({
    "deleted 1 object, deleted 1 object, true",
    "deleted 1 object, deleted 2 objects, false",
    "a, a b, false",
    "a.c, abc, false",
    "id=…, id=, true",
    "id=…, id=17, true",
    "id=… end, id=17 end, true",
    "id=… end, id=17, false",
  })
  void linesAreComparedUpToTheEllipsis(String shown, String actual, boolean same) {
    assertThat(new ShownText(shown).matches(actual)).isEqualTo(same);
  }

  @Test
  void anEllipsisOnALineOfItsOwnStandsForAnyLines() {
    ShownText shown = new ShownText("first\n…\nlast");
    assertThat(shown.matches("first\nlast\n")).isTrue();
    assertThat(shown.matches("first\nsecond\nthird\nlast\n")).isTrue();
    assertThat(shown.matches("first\nsecond\n")).isFalse();
    assertThat(shown.matches("second\nlast\n")).isFalse();
  }

  @Test
  void withinALineItDoesNotStandForLines() {
    assertThat(new ShownText("id=… end").matches("id=17\nid=18 end")).isFalse();
  }

  @Test
  void moreOutputThanShownIsADifference() {
    assertThat(new ShownText("first").matches("first\nt4: a warning")).isFalse();
  }
}
