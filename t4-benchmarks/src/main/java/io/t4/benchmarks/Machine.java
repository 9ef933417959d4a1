package io.t4.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine that a benchmark runs on; figures mean nothing without it. */
public final class Machine {
  private static final double GIB = 1L << 30;
  private static final Path CPUS = Path.of("/proc/cpuinfo");
  private static final Path RELEASE = Path.of("/etc/os-release");

  private Machine() {}

  /** Cores, processor, memory, operating system and Java, a line for each. */
  public static List<String> description() {
    return List.of(
        "processor: "
            + Runtime.getRuntime().availableProcessors()
            + " × "
            + value(CPUS, "model name", ":").orElseGet(() -> System.getProperty("os.arch")),
        String.format(Locale.ROOT, "memory: %.0f GiB", system().getTotalMemorySize() / GIB),
        "system: "
            + value(RELEASE, "PRETTY_NAME", "=").orElse(System.getProperty("os.name"))
            + ", kernel "
            + System.getProperty("os.version"),
        "Java: " + System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  /** How many processes wanted to run in the last minute, of all on the machine; or "unknown". */
  public static String load() {
    double load = system().getSystemLoadAverage();
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static Optional<String> value(Path file, String name, String separator) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(name) && line.contains(separator))
          .map(line -> line.substring(line.indexOf(separator) + 1).replace("\"", "").strip())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
