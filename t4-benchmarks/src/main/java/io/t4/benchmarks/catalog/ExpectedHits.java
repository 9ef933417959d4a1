package io.t4.benchmarks.catalog;

import io.t4.benchmarks.corpus.Corpus;
import io.t4.benchmarks.corpus.CorpusFile;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which files a query must find, known before anyone is asked. Safe for use from many threads. */
final class ExpectedHits {
  private final Corpus corpus;
  private final StandardQuery query;

  /** By the numbers of files; those of the beginning, and later ones from before they are there. */
  private final BitSet found = new BitSet();

  ExpectedHits(Corpus corpus, StandardQuery query) {
    this.corpus = corpus;
    this.query = query;
  }

  /** The query. */
  StandardQuery query() {
    return query;
  }

  /** Tells of a file that is there, or will be. */
  void add(CorpusFile file) {
    if (query.finds().test(file)) {
      synchronized (found) {
        found.set(file.number());
      }
    }
  }

  /** How many files it finds at most. */
  int most() {
    synchronized (found) {
      return found.cardinality();
    }
  }

  /** How many files of the beginning it finds. */
  int least() {
    synchronized (found) {
      return found.get(0, corpus.size()).cardinality();
    }
  }

  /**
   * Checks an answer that was given while files were written.
   *
   * @throws WrongAnswerException if a hit is none, is not what the file is, or hits are missing
   */
  void checkMeanwhile(Answer answer) {
    check(answer, least(), most());
  }

  /**
   * Checks an answer that was given when all files were indexed.
   *
   * @throws WrongAnswerException if a hit is none, is not what the file is, or hits are missing
   */
  void checkExactly(Answer answer) {
    check(answer, most(), most());
  }

  private void check(Answer answer, long least, long most) {
    if (answer.total() < least || answer.total() > most) {
      throw wrong("finds %d objects, not %d to %d".formatted(answer.total(), least, most));
    }
    long shown = Math.min(answer.total(), SearchRoute.PAGE);
    if (answer.hits().size() != shown) {
      throw wrong("gives %d hits, not %d".formatted(answer.hits().size(), shown));
    }
    Set<String> keys = new HashSet<>();
    for (Answer.Hit hit : answer.hits()) {
      if (!keys.add(hit.key())) {
        throw wrong("finds " + hit.key() + " twice");
      }
      check(hit);
    }
  }

  private void check(Answer.Hit hit) {
    int number = Corpus.number(hit.key());
    synchronized (found) {
      if (!found.get(number)) {
        throw wrong("finds " + hit.key() + ", where it is not");
      }
    }
    CorpusFile file = corpus.file(number);
    if (!hit.key().equals(file.key())) {
      throw wrong("finds " + hit.key() + ", which there is not");
    }
    if (hit.size() != file.bytes().length) {
      throw wrong("says %s has %d bytes".formatted(hit.key(), hit.size()));
    }
    if (!canonical(hit.meta()).equals(canonical(file.meta()))) {
      throw wrong("says %s has the metadata %s".formatted(hit.key(), hit.meta()));
    }
    // What is read of JSON is its names and values.
    boolean asItIs = !file.extension().equals(".json");
    if (asItIs && !hit.text().strip().equals(file.content().strip())) {
      throw wrong("says %s has the text %s".formatted(hit.key(), hit.text()));
    }
  }

  private static String canonical(Map<String, ? extends @Nullable Object> meta) {
    return Json.write(meta, JsonStyle.CANONICAL);
  }

  private WrongAnswerException wrong(String what) {
    return new WrongAnswerException("the search for " + query.text() + " " + what);
  }
}
