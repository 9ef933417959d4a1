package io.t4.benchmarks.catalog;

/** The catalog answered what is not so; figures of such a run mean nothing. */
final class WrongAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  WrongAnswerException(String message) {
    super(message);
  }
}
