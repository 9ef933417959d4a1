package io.t4.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a process that this one has started takes, at one moment.
 *
 * @param name its main class, without package, or what it is
 * @param memory what is in memory, in KiB; -1 if the system doesn't tell
 * @param peakMemory the most that was in memory so far, in KiB; -1 if the system doesn't tell
 * @param cpu the time that its threads have run
 */
public record StartedProcess(long pid, String name, long memory, long peakMemory, Duration cpu) {
  private static final long KIB = 1024;

  /** The processes that this one has started, and those that they have started, oldest first. */
  public static List<StartedProcess> all() {
    try (Stream<ProcessHandle> processes = ProcessHandle.current().descendants()) {
      return processes
          .map(StartedProcess::of)
          .sorted(Comparator.comparingLong(StartedProcess::pid))
          .toList();
    }
  }

  private static StartedProcess of(ProcessHandle process) {
    return new StartedProcess(
        process.pid(),
        name(process),
        status(process.pid(), "VmRSS:"),
        status(process.pid(), "VmHWM:"),
        process.info().totalCpuDuration().orElse(Duration.ZERO));
  }

  /** What it is, by its arguments; Java tells none that are as long as a class path. */
  private static String name(ProcessHandle process) {
    List<String> arguments = arguments(process.pid());
    if (arguments.contains("-Xshare:dump")) {
      return "class-data archive";
    }
    return arguments.stream()
        .filter(argument -> argument.matches("io\\.t4(\\.\\w+)+"))
        .findFirst()
        .map(type -> type.substring(type.lastIndexOf('.') + 1))
        .or(process.info()::command)
        .orElse("unknown");
  }

  private static List<String> arguments(long pid) {
    try {
      String all = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
      return List.of(all.split("\0"));
    } catch (IOException e) {
      // Not Linux, or the process has ended.
      return List.of();
    }
  }

  private static long status(long pid, String name) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/" + pid + "/status"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(-1L);
    } catch (IOException e) {
      // Not Linux, or the process has ended.
      return -1;
    }
  }

  /** A row of a table: name, memory and peak in MiB, seconds of processor time since then. */
  public String row(Duration cpuBefore) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %.1f |",
        name,
        mebibytes(memory),
        mebibytes(peakMemory),
        cpu.minus(cpuBefore).toMillis() / 1000.0);
  }

  private static String mebibytes(long kibibytes) {
    return kibibytes < 0 ? "unknown" : Long.toString(kibibytes / KIB);
  }
}
