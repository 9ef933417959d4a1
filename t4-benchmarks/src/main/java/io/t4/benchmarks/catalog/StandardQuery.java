package io.t4.benchmarks.catalog;

import io.t4.benchmarks.corpus.Corpus;
import io.t4.benchmarks.corpus.CorpusFile;
import io.t4.benchmarks.corpus.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A query, and which files it finds by the definition of the query language.
 *
 * @param name what kind of query it is
 * @param text in the query language
 * @param finds whether it finds a file
 */
record StandardQuery(String name, String text, Predicate<CorpusFile> finds) {
  private static final int FREQUENT = 20;
  private static final int USUAL = 300;
  private static final int OTHER = 350;
  private static final int RARE = 5_000;
  private static final int PREFIX = 5;
  private static final Instant DAY = Instant.parse("2025-03-04T00:00:00Z");
  private static final Instant NEXT_WEEK = Instant.parse("2025-03-11T00:00:00Z");

  /** One of each kind, over the words of that corpus. */
  static List<StandardQuery> of(Corpus corpus) {
    Vocabulary words = corpus.vocabulary();
    String first = words.word(0);
    String second = words.word(1);
    String frequent = words.word(FREQUENT);
    String usual = words.word(USUAL);
    String other = words.word(OTHER);
    String rare = words.word(RARE);
    String prefix = words.word(USUAL).substring(0, PREFIX);
    String city = Corpus.CITIES.get(1);
    String directory = "runs/0000/";
    return List.of(
        new StandardQuery("frequent word", frequent, file -> file.has(frequent)),
        new StandardQuery("word", usual, file -> file.has(usual)),
        new StandardQuery("rare word", rare, file -> file.has(rare)),
        new StandardQuery(
            "two words", frequent + " " + usual, file -> file.has(frequent) && file.has(usual)),
        new StandardQuery(
            "phrase",
            "'" + first + " " + second + "'",
            file -> file.hasPhrase(List.of(first, second))),
        new StandardQuery(
            "boolean",
            "(" + usual + " OR " + other + ") AND NOT " + first,
            file -> (file.has(usual) || file.has(other)) && !file.has(first)),
        new StandardQuery("prefix", prefix + "*", file -> file.hasPrefix(prefix)),
        new StandardQuery(
            "range of sizes",
            "size:[400 TO 600]",
            file -> file.bytes().length >= 400 && file.bytes().length <= 600),
        new StandardQuery(
            "range of days",
            "last_modified:[2025-03-04 TO 2025-03-10]",
            file ->
                file.written().isPresent()
                    && !file.written().get().isBefore(DAY)
                    && file.written().get().isBefore(NEXT_WEEK)),
        new StandardQuery(
            "nested metadata",
            "user_meta.station.city:'" + city + "'",
            file -> station(file, "city").filter(city::equals).isPresent()),
        new StandardQuery(
            "number in metadata",
            "user_meta.station.depth:>3000 " + usual,
            file ->
                station(file, "depth").filter(depth -> (int) depth > 3000).isPresent()
                    && file.has(usual)),
        new StandardQuery(
            "exists", "_exists_:user_meta.owner", file -> file.meta().containsKey("owner")),
        new StandardQuery("not", "ext:csv NOT " + first, file -> isCsv(file) && !file.has(first)),
        new StandardQuery(
            "keys",
            "key:" + directory + "*.csv",
            file -> file.key().startsWith(directory) && isCsv(file)),
        new StandardQuery("everything", "*", file -> true));
  }

  private static boolean isCsv(CorpusFile file) {
    return file.extension().equals(".csv");
  }

  private static Optional<Object> station(CorpusFile file, String name) {
    return file.meta().get("station") instanceof Map<?, ?> station
        ? Optional.ofNullable(station.get(name))
        : Optional.empty();
  }
}
