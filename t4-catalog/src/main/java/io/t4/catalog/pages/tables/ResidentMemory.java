package io.t4.catalog.pages.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process has in memory, where Linux tells it. */
final class ResidentMemory {
  private static final String LINE = "VmRSS:";
  private static final int KIB = 1024;

  private ResidentMemory() {}

  /** In bytes; 0 if it is not known, or the process is gone. */
  static long bytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(LINE)) {
          return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
        }
      }
    } catch (IOException e) {
      // It has ended while it was asked for.
    }
    return 0;
  }
}
