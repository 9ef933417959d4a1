package io.t4.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final int FILES = 200;

  @Test
  void dependsOnTheSeedAlone() {
    assertThat(new Corpus(1, FILES).file(42)).isEqualTo(new Corpus(1, FILES).file(42));
    assertThat(new Corpus(2, FILES).file(42)).isNotEqualTo(new Corpus(1, FILES).file(42));
  }

  @Test
  void hasFilesOfEachKindWithKeysThatTellTheirNumber() {
    Corpus corpus = new Corpus(1, FILES);
    Set<String> extensions =
        IntStream.range(0, FILES)
            .mapToObj(corpus::file)
            .peek(file -> assertThat(Corpus.number(file.key())).isEqualTo(file.number()))
            .map(CorpusFile::extension)
            .collect(Collectors.toSet());
    assertThat(extensions).containsExactlyInAnyOrder(".txt", ".json", ".csv");
  }

  @Test
  void laterFilesHaveAWordOfTheirOwn() {
    Corpus corpus = new Corpus(1, FILES);
    assertThat(corpus.file(FILES).has(corpus.ownWord(FILES))).isTrue();
    assertThat(corpus.file(FILES).written()).isEmpty();
    assertThat(corpus.file(FILES - 1).written()).isPresent();
  }
}
