package io.t4.catalog.access;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a new password is typed: the terminal, twice and unseen, or the first line of the input.
 */
class PasswordSource {
  // Null without a terminal on JDK 17; later ones are asked.
  @SuppressWarnings("SystemConsoleNull")
  String read() {
    Console console = System.console();
    return console == null || !isTerminal(console) ? fromInput() : fromTerminal(console);
  }

  /** JDK 22 and later always have a console, and this method to tell. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private static String fromTerminal(Console console) {
    char[] first = console.readPassword("Password: ");
    char[] second = console.readPassword("Once more: ");
    if (first == null || second == null || !Arrays.equals(first, second)) {
      throw new IllegalStateException("the two passwords differ; nothing was changed");
    }
    return new String(first);
  }

  private static String fromInput() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
      if (line == null) {
        throw new IllegalStateException("no password came from standard input");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
