package io.t4.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which revision of a package is meant, of commands that take the latest one otherwise. */
final class TopHashOption {
  @Option(
      names = "--top-hash",
      paramLabel = "REVISION",
      description = "A top hash or its first digits, or a time that 't4 versions' shows.")
  private @Nullable String value;

  /** The revision; null for the latest one. */
  @Nullable String value() {
    return value;
  }
}
