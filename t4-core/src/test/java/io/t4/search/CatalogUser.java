package io.t4.search;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a catalog and a session whose configuration names it. */
abstract class CatalogUser {
  static final String BUCKET = "memory://lab";

  @TempDir Path directory = Path.of("");

  @SuppressWarnings("NullAway.Init") // set before each test
  StubCatalog catalog;

  @SuppressWarnings("NullAway.Init") // set before each test
  T4Session session;

  @BeforeEach
  void startCatalog() throws IOException {
    catalog = StubCatalog.start().serve(BUCKET);
    session = T4Session.builder().configDirectory(directory).build();
    configure(catalog.url());
  }

  @AfterEach
  void stopCatalog() {
    session.close();
    catalog.close();
  }

  final void configure(String url) {
    session.config().update(Map.of("navigator_url", url));
  }

  final Bucket bucket() {
    return Bucket.open(BUCKET, session);
  }
}
