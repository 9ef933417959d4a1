package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.t4.catalog.CatalogUnderTest;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.Listing;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.SupportsVersioning;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that come twice, late and in any order, while comparisons go on. */
class RandomHistoryTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final int CHANGES = 120;
  private static final int KEYS = 12;

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void leaveTheIndexEqualToTheBucket(long seed) throws IOException {
    Random random = new Random(seed);
    String bucket = "s3://" + SANDBOX.newBucket();
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(
                List.of(bucket),
                // By the events alone in the end.
                Map.of("indexing.poll-interval", "1h", "indexing.retry-delay", "10ms"))
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data.resolve(Long.toString(seed)))
            .start()) {
      catalog.awaitComparison(bucket);
      BucketIndexing indexing = catalog.bucket(bucket).indexing();
      List<String> late = new ArrayList<>();
      List<CompletableFuture<Void>> done = new ArrayList<>();
      for (int i = 0; i < CHANGES; i++) {
        String key = change(catalog.bucket(bucket).store(), random);
        switch (random.nextInt(4)) {
          case 0 -> late.add(key);
          case 1 -> {
            done.add(indexing.changed(key));
            late.add(key);
          }
          default -> done.add(indexing.changed(key));
        }
        if (random.nextInt(20) == 0) {
          indexing.compareSoon();
        }
      }
      Collections.shuffle(late, random);
      late.forEach(key -> done.add(indexing.changed(key)));
      CompletableFuture.allOf(done.toArray(CompletableFuture<?>[]::new)).join();
      catalog.awaitEqualToBucket(bucket);
    }
  }

  /** Writes, deletes, or removes a version for good; returns the key. */
  private static String change(ObjectStore store, Random random) throws IOException {
    String key = "key %d.txt".formatted(random.nextInt(KEYS));
    switch (random.nextInt(5)) {
      case 0 -> store.delete(key, null);
      case 1 -> {
        List<ObjectVersion> versions = new ArrayList<>();
        try (Listing<ObjectVersion> listing = ((SupportsVersioning) store).listVersions(key)) {
          while (listing.hasNext()) {
            versions.add(listing.next());
          }
        }
        versions.removeIf(version -> !version.key().equals(key));
        if (!versions.isEmpty()) {
          store.delete(key, versions.get(random.nextInt(versions.size())).versionId());
        }
      }
      default ->
          store.put(
              key, Content.of(("text " + random.nextInt(100)).getBytes(UTF_8)), WriteOptions.NONE);
    }
    return key;
  }
}
