package io.t4.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/** A question on the terminal before something is deleted. */
final class Confirmation {
  private Confirmation() {}

  /** Whether the user answers yes; anything else is no. */
  static boolean of(String question) throws IOException {
    System.err.print(PrintableText.line(question) + " [y/N] ");
    System.err.flush();
    String answer =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
    return answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }
}
