package io.t4.cli;

import io.t4.session.T4Session;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands that move files share. */
final class TransferOptions {
  @Mixin private SessionOptions session = new SessionOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = {"-q", "--quiet"},
      description = "Print neither progress nor result, only errors.")
  private boolean quiet;

  /** A transfer, to be run in a session. */
  interface Transfer<T> {
    T run(T4Session session) throws IOException;
  }

  /** Runs a transfer, with a progress bar if someone watches. */
  <T> T run(String task, Output out, Transfer<T> transfer) throws IOException {
    if (quiet || !out.terminal().errors()) {
      try (T4Session opened = session.open()) {
        return transfer.run(opened);
      }
    }
    try (ProgressDisplay progress = ProgressDisplay.on(task, out.terminal().columns());
        T4Session opened = session.open(progress)) {
      return transfer.run(opened);
    }
  }

  boolean json() {
    return json.isSet();
  }

  boolean quiet() {
    return quiet;
  }

  /** Prints what a transfer did, naming what it left out. */
  void print(TransferReport report, Output out) throws IOException {
    if (quiet) {
      return;
    }
    if (json()) {
      out.json(JsonRecords.of(report));
      return;
    }
    out.line(Sizes.inWords(report));
    for (String skipped : report.skipped()) {
      out.line("skipped: " + skipped);
    }
  }
}
