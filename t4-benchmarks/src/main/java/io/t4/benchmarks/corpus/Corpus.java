package io.t4.benchmarks.corpus;

import io.t4.bucket.Bucket;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Notes of a laboratory as text, JSON and CSV, some 500 bytes each, most with user metadata. A file
 * depends on the seed and its number alone. Immutable, safe for use from many threads.
 */
public final class Corpus {
  /** How many files share a directory. */
  public static final int IN_RUN = 250;

  /** The cities of {@code user_meta.station.city}. */
  public static final List<String> CITIES =
      List.of("Oslo", "San Francisco", "Kyoto", "Nairobi", "Lima", "New York", "Porto", "Perth");

  private static final List<String> PEOPLE =
      List.of("ada", "grace", "emmy", "barbara", "chien-shiung", "lise", "katherine", "mary");

  /** Before which the files of the beginning were written, and for how many minutes. */
  private static final Instant FIRST = Instant.parse("2024-01-01T00:00:00Z");

  private static final int MINUTES = 2 * 365 * 24 * 60;
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final int MOST_NOTES = 13;
  private static final int FEWEST_WORDS = 4;
  private static final int MOST_WORDS = 13;
  private static final int MOST_DEPTH = 4_000;

  private final long seed;
  private final int size;
  private final Vocabulary vocabulary;

  /**
   * A corpus.
   *
   * @param size how many files are there at the beginning; those of higher numbers are written
   *     later
   */
  public Corpus(long seed, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a corpus of " + size + " files; give 1 at least");
    }
    this.seed = seed;
    this.size = size;
    this.vocabulary = new Vocabulary(seed);
  }

  /** How many files are there at the beginning. */
  public int size() {
    return size;
  }

  /** The words of its notes. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * The word that only one of the files has that are written later.
   *
   * @param number of the file, {@link #size()} or more
   */
  public String ownWord(int number) {
    return "only" + number;
  }

  /**
   * One of the files.
   *
   * @param number from 0; any number may be asked for
   */
  public CorpusFile file(int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    boolean later = number >= size;
    List<List<String>> notes = notes(random);
    if (later) {
      notes.add(List.of(ownWord(number)));
    }
    List<String> times = new ArrayList<>();
    for (int i = 0; i < notes.size(); i++) {
      int minute = random.nextInt(MINUTES_A_DAY);
      times.add(String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60));
    }
    Kind kind = Kind.of(random.nextInt(100));
    Instant written = FIRST.plus(random.nextInt(MINUTES), ChronoUnit.MINUTES);
    return new CorpusFile(
        number,
        String.format(Locale.ROOT, "runs/%04d/%06d%s", number / IN_RUN, number, kind.extension),
        kind.write(times, notes),
        notes,
        meta(random),
        later ? Optional.empty() : Optional.of(written));
  }

  /** The number of the file with that key. */
  public static int number(String key) {
    return Integer.parseInt(key.substring(key.lastIndexOf('/') + 1, key.lastIndexOf('.')));
  }

  /** Writes a file of the beginning to the directory of the bucket, with its time. */
  public static void write(Bucket bucket, Path directory, CorpusFile file) throws IOException {
    bucket.put(file.key(), file.bytes(), file.meta());
    if (file.written().isPresent()) {
      Files.setLastModifiedTime(directory.resolve(file.key()), FileTime.from(file.written().get()));
    }
  }

  private List<List<String>> notes(SplittableRandom random) {
    List<List<String>> notes = new ArrayList<>();
    int count = random.nextInt(1, MOST_NOTES);
    for (int i = 0; i < count; i++) {
      List<String> note = new ArrayList<>();
      int words = random.nextInt(FEWEST_WORDS, MOST_WORDS);
      for (int j = 0; j < words; j++) {
        note.add(vocabulary.next(random));
      }
      notes.add(note);
    }
    return notes;
  }

  /** One file in ten has none; one in ten has an owner. */
  private static Map<String, Object> meta(SplittableRandom random) {
    int of10 = random.nextInt(10);
    if (of10 == 0) {
      return Map.of();
    }
    Map<String, Object> station = new LinkedHashMap<>();
    station.put("city", CITIES.get(random.nextInt(CITIES.size())));
    station.put("depth", random.nextInt(MOST_DEPTH));
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("name", PEOPLE.get(random.nextInt(PEOPLE.size())));
    meta.put("station", station);
    meta.put("checked", random.nextInt(2) == 0);
    if (of10 == 1) {
      meta.put("owner", PEOPLE.get(random.nextInt(PEOPLE.size())));
    }
    return meta;
  }

  /** The forms in which notes are kept. */
  private enum Kind {
    TEXT(".txt", 60) {
      @Override
      String write(List<String> times, List<List<String>> notes) {
        return lines(times, notes, " ");
      }
    },
    JSON(".json", 85) {
      @Override
      String write(List<String> times, List<List<String>> notes) {
        List<Map<String, Object>> observations = new ArrayList<>();
        for (int i = 0; i < notes.size(); i++) {
          observations.add(Map.of("at", times.get(i), "note", String.join(" ", notes.get(i))));
        }
        return Json.write(Map.of("observations", observations), JsonStyle.CANONICAL);
      }
    },
    CSV(".csv", 100) {
      @Override
      String write(List<String> times, List<List<String>> notes) {
        return "at,note\n" + lines(times, notes, ",");
      }
    };

    private final String extension;

    /** Of 100 files, how many are of this kind or one before. */
    private final int upTo;

    Kind(String extension, int upTo) {
      this.extension = extension;
      this.upTo = upTo;
    }

    static Kind of(int of100) {
      for (Kind kind : values()) {
        if (of100 < kind.upTo) {
          return kind;
        }
      }
      throw new IllegalArgumentException(of100 + " is not below 100");
    }

    abstract String write(List<String> times, List<List<String>> notes);

    private static String lines(List<String> times, List<List<String>> notes, String separator) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < notes.size(); i++) {
        lines.append(times.get(i)).append(separator);
        lines.append(String.join(" ", notes.get(i))).append('\n');
      }
      return lines.toString();
    }
  }
}
