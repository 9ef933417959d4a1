package io.t4.cli;

import io.t4.catalog.launch.CatalogAccounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code t4 catalog accounts}. */
@Command(
    name = "accounts",
    description = "Change who may log in to a catalog, in its database.",
    customSynopsis =
        "t4 catalog accounts [--data=DIR] [--database-url=URL] [--config=FILE] VERB [NAME] [OPTION]...",
    footer = {
      "  t4 catalog accounts list",
      "  t4 catalog accounts add root --role admin --bucket '*'",
      "  t4 catalog accounts add ada --bucket s3://lab --bucket 's3://team-*'",
      "  t4 catalog accounts password ada",
      "  t4 catalog accounts token ada notebook --days 30",
      "",
      "Further verbs: role, buckets, disable, enable, remove, tokens, revoke. The password is asked",
      "for, or read from standard input. A database in a file belongs to one process: stop the",
      "catalog before, or send requests to its /api/accounts and /api/tokens."
    })
final class CatalogAccountsCommand extends Subcommand {
  @Option(names = "--data", paramLabel = "DIR", description = "That of the catalog.")
  private @Nullable Path data;

  @Option(names = "--database-url", paramLabel = "URL", description = "That of the catalog.")
  private @Nullable String databaseUrl;

  @Option(names = "--config", paramLabel = "FILE", description = "That of the catalog.")
  private @Nullable Path config;

  /** They are understood where accounts are known. */
  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  int run(Output out) throws InterruptedException {
    List<String> settings = new ArrayList<>();
    if (data != null) {
      settings.add("t4.catalog.data=" + data.toAbsolutePath());
    }
    if (databaseUrl != null) {
      settings.add("t4.catalog.database-url=" + databaseUrl);
    }
    if (config != null) {
      settings.add("spring.config.additional-location=" + config.toAbsolutePath().toUri());
    }
    return CatalogAccounts.run(settings, words);
  }
}
