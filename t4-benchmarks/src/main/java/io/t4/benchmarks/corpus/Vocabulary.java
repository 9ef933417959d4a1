package io.t4.benchmarks.corpus;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Words that no language has, used as words are: few often, most seldom. Immutable, safe for use
 * from many threads.
 */
public final class Vocabulary {
  private static final int SIZE = 20_000;
  private static final String CONSONANTS = "bdfghklmnprstvz";
  private static final String VOWELS = "aeiou";

  /** So that keys, metadata and the names within files have none that begins like one of these. */
  private static final int FEWEST_SYLLABLES = 3;

  private static final int MOST_SYLLABLES = 6;

  private final List<String> words;

  /** For each word, how probable it or one before it is. */
  private final double[] cumulative;

  Vocabulary(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<String> made = new LinkedHashSet<>();
    while (made.size() < SIZE) {
      made.add(word(random));
    }
    words = List.copyOf(made);
    cumulative = new double[SIZE];
    double sum = 0;
    for (int i = 0; i < SIZE; i++) {
      // Zipf's law, flattened at its top.
      sum += 1.0 / (i + 3);
      cumulative[i] = sum;
    }
    for (int i = 0; i < SIZE; i++) {
      cumulative[i] /= sum;
    }
  }

  private static String word(SplittableRandom random) {
    StringBuilder word = new StringBuilder();
    int syllables = random.nextInt(FEWEST_SYLLABLES, MOST_SYLLABLES);
    for (int i = 0; i < syllables; i++) {
      word.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
      word.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
    }
    return word.toString();
  }

  /**
   * A word by how often it is used.
   *
   * @param rank 0 for the most frequent one, less than 20,000
   */
  public String word(int rank) {
    return words.get(rank);
  }

  /** A word, frequent ones more probably. */
  String next(SplittableRandom random) {
    int found = Arrays.binarySearch(cumulative, random.nextDouble());
    return words.get(Math.min(found < 0 ? -found - 1 : found, SIZE - 1));
  }
}
