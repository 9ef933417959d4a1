package io.t4.tabular;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The native library that DuckDB's driver unpacks into the temporary directory, some 60 MB for each
 * process. The driver removes it when the process ends, but not when it is killed.
 */
final class UnpackedLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(UnpackedLibrary.class);

  /** What Linux has mapped into this process, one file a line. */
  private static final Path MAPPED = Path.of("/proc/self/maps");

  private static final Pattern LIBRARY = Pattern.compile(" (/.*/libduckdb_java\\d+\\.so)$");

  private static final AtomicBoolean DONE = new AtomicBoolean();

  private UnpackedLibrary() {}

  /**
   * Takes the library's name away once it is loaded; its content stays as long as this process.
   * Only Linux tells which file it is; elsewhere, and if it fails, the driver's way remains.
   */
  static void remove() {
    if (DONE.getAndSet(true) || !Files.isReadable(MAPPED)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(MAPPED)) {
        Matcher library = LIBRARY.matcher(line);
        if (library.find()) {
          Files.deleteIfExists(Path.of(library.group(1)));
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("DuckDB's library stays until the process ends", e);
    }
  }
}
