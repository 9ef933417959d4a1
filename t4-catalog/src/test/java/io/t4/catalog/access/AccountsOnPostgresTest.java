package io.t4.catalog.access;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

class AccountsOnPostgresTest extends AccountsContract {
  private @Nullable PostgresServer server;

  @Override
  String databaseUrl() throws Exception {
    String given = System.getenv("T4_TEST_POSTGRES_URL");
    if (given != null) {
      PostgresServer.empty(given);
      return given;
    }
    Optional<Path> programs = PostgresServer.programs();
    assumeTrue(
        programs.isPresent(),
        "no PostgreSQL in /usr/lib/postgresql, and T4_TEST_POSTGRES_URL names none");
    server = PostgresServer.start(programs.get());
    return server.url();
  }

  @AfterAll
  void stopServer() throws Exception {
    // After the catalog, or it would wait for its database.
    stop();
    if (server != null) {
      server.close();
    }
  }
}
