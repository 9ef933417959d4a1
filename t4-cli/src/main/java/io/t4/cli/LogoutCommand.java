package io.t4.cli;

import io.t4.session.T4Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code t4 logout}. */
@Command(
    name = "logout",
    description = "Forget the token that login kept for the catalog.",
    footer = {
      "  t4 logout",
      "",
      "The token itself stays valid until it expires or is revoked on the catalog's page."
    })
final class LogoutCommand extends Subcommand {
  @Override
  int run(Output out) throws IOException {
    try (T4Session session = T4Session.builder().build()) {
      boolean forgotten = session.catalog().signOut();
      String url = session.catalog().url().orElse("");
      out.line(forgotten ? "signed out of " + url : "there was no token for " + url);
    }
    return ExitCode.OK;
  }
}
