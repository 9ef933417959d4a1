package io.t4.catalog.settings;

/** What is at the bottom of a failure; the frameworks above only say that something failed. */
public final class RootCause {
  private RootCause() {}

  /** What is at the bottom; the failure itself if it has no cause. */
  public static Throwable of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** The first line of what it says, or else what it is. */
  public static String message(Throwable failure) {
    Throwable cause = of(failure);
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse(message);
  }
}
