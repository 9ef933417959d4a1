package io.t4.text.worker;

/** Content that a format doesn't read, or not to its end. */
public final class ContentException extends Exception {
  private final Answer.Result result;

  private ContentException(Answer.Result result, String message) {
    super(message);
    this.result = result;
  }

  static ContentException tooLarge(String message) {
    return new ContentException(Answer.Result.TOO_LARGE, message);
  }

  static ContentException malformed(String message) {
    return new ContentException(Answer.Result.MALFORMED, message);
  }

  static ContentException unsupported(String message) {
    return new ContentException(Answer.Result.UNSUPPORTED, message);
  }

  Answer.Result result() {
    return result;
  }
}
