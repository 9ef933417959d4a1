package io.t4.catalog.query;

/** What a query may ask for at most, so that no query can occupy the server. */
final class Limits {
  /** UTF-16 units of the whole query. */
  static final int LENGTH = 4_096;

  /** Words, phrases, ranges and patterns. */
  static final int VALUES = 256;

  /** Parentheses within parentheses. */
  static final int DEPTH = 64;

  /** Clauses of Lucene; a search engine refuses more than 1,024, with those that we add. */
  static final int CLAUSES = 1_000;

  /**
   * Words with wildcards or {@code ~}, and regular expressions. Each is an automaton, which takes a
   * search engine some milliseconds to make, and no timeout ends that.
   */
  static final int PATTERNS = 32;

  /** UTF-16 units of one regular expression or word with wildcards. */
  static final int PATTERN_LENGTH = 256;

  /** UTF-16 units of a directory or of the path of metadata. */
  static final int NAME_LENGTH = 900;

  /** Bytes of UTF-8 of an end of a range of texts, which is an automaton of as many states. */
  static final int BOUND_BYTES = 900;

  /** Asterisks in one word. */
  static final int ASTERISKS = 8;

  /** States of the automaton of one pattern. Patterns that take exponential time pass it soon. */
  static final int PATTERN_STATES = 1_000;

  /** How often counted repetitions, such as {@code {10}}, multiply what they repeat. */
  static final int PATTERN_REPETITIONS = 1_000;

  /** Words between those of a phrase. */
  static final int SLOP = 1_000;

  /** The factor of a boost. */
  static final int BOOST = 1_000;

  private Limits() {}
}
