package io.t4.workflows;

/** A text that a matcher can look at a limited number of times. For one thread. */
final class CountedText implements CharSequence {
  /** Some tenths of a second. */
  private static final int MAX_STEPS = 10_000_000;

  /** The limit is reached. */
  static final class TooManyStepsException extends RuntimeException {
    TooManyStepsException() {
      super("more than " + MAX_STEPS + " steps");
    }
  }

  private final String text;
  private int steps;

  CountedText(String text) {
    this.text = text;
  }

  @Override
  public char charAt(int index) {
    if (++steps > MAX_STEPS) {
      throw new TooManyStepsException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
