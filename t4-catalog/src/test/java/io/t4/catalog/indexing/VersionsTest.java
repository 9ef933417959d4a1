package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

/** A bucket that keeps versions and sends no events. */
class VersionsTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  /** The pause between two comparisons, a listing, and the engine's refresh. */
  private static final Duration POLLED = Duration.ofSeconds(5);

  @TempDir Path data;
  private String bucket;
  private CatalogUnderTest catalog;
  private ObjectStore store;

  @BeforeEach
  void start() {
    bucket = "s3://" + SANDBOX.newBucket();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of())
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data)
            .start();
    store = catalog.bucket(bucket).store();
    catalog.awaitComparison(bucket);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private void put(String key, String text) throws IOException {
    store.put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  private List<ObjectVersion> versions(String key) throws IOException {
    List<ObjectVersion> versions = new ArrayList<>();
    try (Listing<ObjectVersion> listing = ((SupportsVersioning) store).listVersions(key)) {
      while (listing.hasNext()) {
        versions.add(listing.next());
      }
    }
    return versions;
  }

  @Test
  void findsTheCurrentVersionAndOthersWhenAskedFor() throws IOException {
    put("gods.txt", "thor");
    catalog.awaitKeys(POLLED, bucket, "thor", "gods.txt");
    String first = versions("gods.txt").get(0).versionId();

    put("gods.txt", "odin");
    catalog.awaitKeys(POLLED, bucket, "odin", "gods.txt");
    assertThat(catalog.search(bucket, "thor")).isEmpty();
    assertThat(catalog.search(bucket, "version_id:" + first)).containsExactly("gods.txt");
    assertThat(catalog.search(bucket, "thor AND latest:false")).containsExactly("gods.txt");

    store.delete("gods.txt", null);
    catalog.awaitKeys(POLLED, bucket, "odin");
    assertThat(catalog.search(bucket, "type:delete")).containsExactly("gods.txt");
    catalog.awaitEqualToBucket(bucket);

    // Without the marker the second version is current again.
    store.delete("gods.txt", versions("gods.txt").get(0).versionId());
    catalog.awaitKeys(POLLED, bucket, "odin", "gods.txt");

    store.delete("gods.txt", first);
    await()
        .atMost(POLLED)
        .untilAsserted(() -> assertThat(catalog.search(bucket, "version_id:" + first)).isEmpty());
    catalog.awaitEqualToBucket(bucket);
    assertThat(catalog.indexed(bucket)).hasSize(1);
  }

  @Test
  void findsNewTagsOfTheSameVersion() throws IOException {
    put("tagged.txt", "thor");
    catalog.awaitKeys(bucket, "thor", "tagged.txt");
    String name = bucket.substring("s3://".length());
    try (S3Client s3 =
        S3Client.builder()
            .endpointOverride(SANDBOX.endpoint())
            .forcePathStyle(true)
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      Tagging tagging =
          Tagging.builder().tagSet(Tag.builder().key("realm").value("asgard").build()).build();
      s3.putObjectTagging(request -> request.bucket(name).key("tagged.txt").tagging(tagging));
    }
    catalog.bucket(bucket).indexing().mayHaveChanged("tagged.txt");
    catalog.awaitKeys(bucket, "tags:\"realm=asgard\"", "tagged.txt");
  }

  @Test
  void indexesAKeyWithManyVersions() throws IOException {
    for (int i = 0; i < 30; i++) {
      put("often.txt", "edda number" + i);
    }
    catalog.awaitKeys(bucket, "edda", "often.txt");
    catalog.awaitEqualToBucket(bucket);
    assertThat(catalog.indexed(bucket)).hasSize(30);
  }
}
