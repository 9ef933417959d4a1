package io.t4.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** Runs the demo's steps and prints each: the Java call, its result and time, the command. */
final class DemoSteps {
  private static final int MOST_LINES = 14;
  private static final long WAIT_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final Output out;
  private final boolean colours;
  private int sections;
  private int steps;

  DemoSteps(Output out) {
    this.out = out;
    this.colours = out.terminal().colours();
  }

  /** Begins a chapter. */
  void section(String title) throws IOException {
    sections++;
    out.styled("\n" + styled(Style.fg_cyan, sections + ". " + title) + "\n");
  }

  /** Says what the next step is about. */
  void remark(String text) throws IOException {
    out.styled("\n  " + text);
  }

  /**
   * Runs a step and prints it.
   *
   * @param java the source of {@code call}
   * @param command the command that does the same, or null if there is none
   * @throws StepFailedException if the call throws
   */
  void step(String java, @Nullable String command, Callable<?> call) throws IOException {
    steps++;
    out.styled("\n  " + styled(Style.bold, java));
    out.flush();
    long start = System.nanoTime();
    Object result = run(java, call);
    long millis = (System.nanoTime() - start) / 1_000_000;
    print(result);
    out.styled("    " + styled(Style.faint, "(" + millis + " ms)"));
    if (command != null) {
      // Below the result, which is that of the call: a command prints in its own way.
      out.styled("  as a command: " + styled(Style.fg_green, command));
    }
    out.flush();
  }

  /**
   * Waits for something that goes on elsewhere.
   *
   * @param what is said when it is so
   * @throws StepFailedException if it isn't so in a minute
   */
  void waitUntil(String what, Callable<Boolean> condition) throws IOException {
    long start = System.nanoTime();
    while (!Boolean.TRUE.equals(run(what, condition))) {
      if (System.nanoTime() - start > WAIT_NANOS) {
        throw new StepFailedException(what + ": not within a minute", null);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    remark(String.format(Locale.ROOT, "%s (%.1f s).", what, (System.nanoTime() - start) / 1e9));
  }

  /** Says that all is done. */
  void finish() throws IOException {
    out.styled(String.format(Locale.ROOT, "%n%d steps, all fine.", steps));
  }

  private static Object run(String java, Callable<?> call) {
    try {
      return call.call();
    } catch (Exception e) {
      throw new StepFailedException(java + ": " + e.getMessage(), e);
    }
  }

  private void print(Object result) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    new ResultPrinter(Output.to(text)).print(result);
    List<String> lines = text.toString(StandardCharsets.UTF_8).lines().toList();
    for (String line : lines.subList(0, Math.min(lines.size(), MOST_LINES))) {
      out.block("    " + line);
    }
    if (lines.size() > MOST_LINES) {
      out.styled("    … " + Sizes.counted(lines.size() - MOST_LINES, "more line"));
    }
  }

  private String styled(Style style, String text) {
    return colours ? style.on() + text + Style.off(style) : text;
  }

  /** A step threw; the message names it. */
  static final class StepFailedException extends RuntimeException {
    StepFailedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
