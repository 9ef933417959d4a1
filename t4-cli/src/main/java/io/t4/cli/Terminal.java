package io.t4.cli;

import java.util.Map;

/**
 * What the process is connected to. Java can't tell for each stream, so the start script finds out
 * and says so in the system properties {@code t4.terminal.stdin}, {@code .stdout} and {@code
 * .stderr}; without them nothing is taken for a terminal.
 *
 * @param input whether someone can be asked
 * @param output whether someone reads standard output
 * @param errors whether someone watches standard error
 * @param colours whether standard output takes colours
 * @param columns the width of a line
 */
record Terminal(boolean input, boolean output, boolean errors, boolean colours, int columns) {
  private static final int USUAL_COLUMNS = 80;

  /** No terminal anywhere. */
  static final Terminal NONE = new Terminal(false, false, false, false, USUAL_COLUMNS);

  static Terminal current() {
    Map<String, String> environment = System.getenv();
    boolean output = Boolean.getBoolean("t4.terminal.stdout");
    // See https://no-color.org: any value but the empty one counts.
    boolean colours =
        output
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return new Terminal(
        Boolean.getBoolean("t4.terminal.stdin"),
        output,
        Boolean.getBoolean("t4.terminal.stderr"),
        colours,
        Integer.getInteger("t4.terminal.columns", USUAL_COLUMNS));
  }
}
