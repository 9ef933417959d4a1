package io.t4.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a process writes, so that it never waits, and keeps the end of it. Thread safe. */
final class LastOutput {
  private static final int KEPT = 2000;

  /** For the rest to arrive of a process that has ended. */
  private static final long MAX_WAIT_MILLIS = 1000;

  private final StringBuilder text = new StringBuilder();
  private final Thread thread;

  private LastOutput(InputStream output) {
    this.thread = new Thread(() -> drain(output), "t4-text-output");
    thread.setDaemon(true);
  }

  static LastOutput of(InputStream output) {
    LastOutput last = new LastOutput(output);
    last.thread.start();
    return last;
  }

  private void drain(InputStream output) {
    byte[] buffer = new byte[KEPT];
    try (output) {
      int read = output.read(buffer);
      while (read >= 0) {
        add(new String(buffer, 0, read, StandardCharsets.UTF_8));
        read = output.read(buffer);
      }
    } catch (IOException e) {
      // Killed: there is no more.
    }
  }

  private synchronized void add(String more) {
    text.append(more);
    text.delete(0, Math.max(0, text.length() - KEPT));
  }

  /** The end of all that was written by a process that has ended. */
  String end() {
    try {
      thread.join(MAX_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      return text.toString().strip();
    }
  }
}
