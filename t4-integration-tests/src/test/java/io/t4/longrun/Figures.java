package io.t4.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Measures what is run in a JVM with little heap. */
final class Figures {
  /** What {@code .ci/long} gives: {@code -Xmx256m}; the JVM may round it up. */
  private static final long HEAP_LIMIT = 272L << 20;

  private static final Path STATUS = Path.of("/proc/self/status");

  private Figures() {}

  /** What is measured. */
  interface Run {
    void run() throws Exception;
  }

  /** Fails at once where a larger heap would make the run meaningless. */
  static void requireSmallHeap() {
    assertThat(Runtime.getRuntime().maxMemory())
        .as("-Xmx, which .ci/long sets to 256m")
        .isLessThanOrEqualTo(HEAP_LIMIT);
  }

  /** Runs it, and prints its time, its rates and the most memory the process has taken so far. */
  static void measure(String what, long objects, long bytes, Run run) throws Exception {
    long start = System.nanoTime();
    run.run();
    double seconds = (System.nanoTime() - start) / (double) Duration.ofSeconds(1).toNanos();
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f s, %.0f objects/s, %.1f MB/s, peak RSS %s%n",
        what,
        seconds,
        objects / seconds,
        bytes / seconds / 1e6,
        peakMemory());
  }

  private static String peakMemory() throws IOException {
    if (!Files.exists(STATUS)) {
      return "unknown";
    }
    return Files.readAllLines(STATUS, StandardCharsets.US_ASCII).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .map(line -> line.substring("VmHWM:".length()).strip())
        .findFirst()
        .orElse("unknown");
  }
}
