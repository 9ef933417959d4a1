package io.t4.cli;

import io.t4.error.ConfigException;
import io.t4.error.InvalidInputException;
import io.t4.search.Catalog;
import io.t4.session.T4Session;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code t4 login}. */
@Command(
    name = "login",
    description = "Keep the token with which the catalog knows you.",
    footer = {
      "  t4 login                                         asks for the token",
      "  t4 login --token-file token.txt",
      "  pass show t4 | t4 login --token-file -",
      "",
      "The token is made by POST /api/tokens, or by 't4 catalog accounts token' where the catalog",
      "runs. The catalog of 't4 config navigator_url=URL' checks it; then it is kept in credentials.yml beside config.yml, for you alone to read.",
      "T4_TOKEN in the environment wins over it, and needs no login."
    })
final class LoginCommand extends Subcommand {
  /** Much longer than tokens are. */
  private static final int MOST_BYTES = 16 * 1024;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Read the token from a file; - for standard input.")
  private @Nullable String file;

  @Override
  int run(Output out) throws IOException {
    try (T4Session session = T4Session.builder().build()) {
      Catalog catalog = session.catalog();
      String url =
          catalog
              .url()
              .orElseThrow(
                  () ->
                      new ConfigException(
                          "No catalog is configured to sign in to; name one with 't4 config navigator_url=https://…'."));
      catalog.signIn(token(url));
      out.line("signed in to " + url);
    }
    return ExitCode.OK;
  }

  // Null without a terminal on JDK 17; on those where it never is, the terminal is asked for.
  @SuppressWarnings("SystemConsoleNull")
  private String token(String url) throws IOException {
    if (file == null) {
      Console console = System.console();
      if (console == null || !Terminal.current().input()) {
        throw wrongUsage("there is nobody to ask for the token; use --token-file FILE");
      }
      char[] typed = console.readPassword("Token for %s: ", url);
      return typed == null ? "" : new String(typed);
    }
    if (file.equals("-")) {
      return read(System.in);
    }
    try (InputStream content = Files.newInputStream(Path.of(file))) {
      return read(content);
    } catch (IOException e) {
      throw new InvalidInputException("The token file " + file + " can't be read: " + e, e);
    }
  }

  private static String read(InputStream content) throws IOException {
    return new String(content.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
  }
}
