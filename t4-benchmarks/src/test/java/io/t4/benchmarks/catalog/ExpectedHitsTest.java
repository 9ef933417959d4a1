package io.t4.benchmarks.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.benchmarks.catalog.Answer.Hit;
import io.t4.benchmarks.corpus.Corpus;
import io.t4.benchmarks.corpus.CorpusFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong answers are found out. */
class ExpectedHitsTest {
  private static final int FILES = 10;
  private final Corpus corpus = new Corpus(7, FILES);
  private final ExpectedHits texts =
      new ExpectedHits(
          corpus, new StandardQuery("texts", "ext:txt", file -> file.extension().equals(".txt")));
  private final List<Hit> right = new ArrayList<>();

  @BeforeEach
  void addFiles() {
    IntStream.range(0, FILES).mapToObj(corpus::file).forEach(this::add);
    assertThat(right).hasSizeGreaterThan(1);
  }

  private void add(CorpusFile file) {
    texts.add(file);
    if (file.extension().equals(".txt")) {
      right.add(hit(file));
    }
  }

  private static Hit hit(CorpusFile file) {
    return new Hit(file.key(), file.bytes().length, file.content(), file.meta());
  }

  private static Answer answer(List<Hit> hits) {
    return new Answer(1, hits.size(), hits);
  }

  private void assertWrong(Hit instead, String message) {
    List<Hit> hits = new ArrayList<>(right);
    hits.set(0, instead);
    assertThatThrownBy(() -> texts.checkMeanwhile(answer(hits)))
        .isInstanceOf(WrongAnswerException.class)
        .hasMessageContainingAll("ext:txt", message);
  }

  @Test
  void takesWhatIsRight() {
    assertThatNoException().isThrownBy(() -> texts.checkExactly(answer(right)));
  }

  @Test
  void findsOutThatAHitIsMissing() {
    assertThatThrownBy(() -> texts.checkMeanwhile(answer(right.subList(1, right.size()))))
        .hasMessageContaining("finds " + (right.size() - 1) + " objects");
    assertThatThrownBy(
            () -> texts.checkMeanwhile(new Answer(1, right.size(), right.subList(1, right.size()))))
        .hasMessageContaining("gives " + (right.size() - 1) + " hits");
  }

  @Test
  void findsOutThatAHitIsNone() {
    CorpusFile other =
        IntStream.range(0, FILES)
            .mapToObj(corpus::file)
            .filter(file -> !file.extension().equals(".txt"))
            .findFirst()
            .orElseThrow();
    assertWrong(hit(other), other.key());
    assertWrong(right.get(1), "twice");
  }

  @Test
  void findsOutThatAHitIsNotWhatTheFileIs() {
    Hit hit = right.get(0);
    assertWrong(new Hit(hit.key(), hit.size() + 1, hit.text(), hit.meta()), "bytes");
    assertWrong(new Hit(hit.key(), hit.size(), hit.text() + "x", hit.meta()), "text");
    assertWrong(new Hit(hit.key(), hit.size(), hit.text(), Map.of("x", 1)), "metadata");
  }

  @Test
  void takesFilesThatComeInMeanwhileWhetherIndexedOrNot() {
    List<Hit> before = List.copyOf(right);
    for (int i = FILES; right.size() == before.size(); i++) {
      add(corpus.file(i));
    }
    assertThatNoException().isThrownBy(() -> texts.checkMeanwhile(answer(before)));
    assertThatNoException().isThrownBy(() -> texts.checkMeanwhile(answer(right)));
    assertThatThrownBy(() -> texts.checkExactly(answer(before)))
        .hasMessageContaining("not " + right.size());
  }
}
