package io.t4.cli;

import io.t4.packages.EntryChange;
import java.util.Locale;
import java.util.stream.Collectors;

/** The lines that tell how two revisions of a package differ. */
final class ChangeLine {
  private ChangeLine() {}

  static String of(EntryChange change) {
    String parts = change.parts().stream().map(ChangeLine::word).collect(Collectors.joining(", "));
    return "%-8s  %s".formatted(word(change.kind()), change.logicalKey())
        + (parts.isEmpty() ? "" : " (" + parts + ")");
  }

  /** Other metadata of the package itself. */
  static String ofPackageMeta() {
    return "modified  the package (metadata)";
  }

  /** Other metadata of a directory. */
  static String ofDirectoryMeta(String directory) {
    return "modified  " + directory + " (metadata)";
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
