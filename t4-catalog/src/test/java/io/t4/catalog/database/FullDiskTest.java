package io.t4.catalog.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A disk that was full keeps a catalog from its database no longer than it is. */
class FullDiskTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @Test
  void theDatabaseIsThereAgainWhenThereIsRoom(@TempDir Path data, @TempDir Path lab) {
    FillingDisk.install();
    String url = "jdbc:h2:filling:" + data.toAbsolutePath() + "/catalog;WRITE_DELAY=0";
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(
                List.of(Location.directory(lab).toString()), Map.of("database-url", url))
            .search(SEARCH.uri())
            .data(data)
            .start()) {
      assertThat(make(catalog, "ada")).isEqualTo(201);
      FillingDisk.setFull(true);
      try {
        await().until(() -> make(catalog, "bob") >= 500);
        assertThat(make(catalog, "bob")).isGreaterThanOrEqualTo(500);
      } finally {
        FillingDisk.setFull(false);
      }

      await().until(() -> make(catalog, "carl") == 201);
      assertThat(catalog.get("/api/accounts").toString()).contains("ada", "carl");
    }
  }

  private static int make(CatalogUnderTest catalog, String name) {
    String account = "{\"name\": \"%s\", \"password\": \"correct horse battery\"}".formatted(name);
    return catalog.request("POST", "/api/accounts", account).statusCode();
  }
}
