package io.t4.cli;

/** A command can't do what it is asked for; the message says why and what to do. */
final class CommandFailedException extends RuntimeException {
  CommandFailedException(String message) {
    super(message);
  }
}
