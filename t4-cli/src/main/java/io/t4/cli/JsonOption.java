package io.t4.cli;

import picocli.CommandLine.Option;

/** The option {@code --json}. */
final class JsonOption {
  @Option(names = "--json", description = "Print JSON for programs, one value a line.")
  private boolean json;

  boolean isSet() {
    return json;
  }
}
