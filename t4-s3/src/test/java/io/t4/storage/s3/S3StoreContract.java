package io.t4.storage.s3;

import io.t4.storage.Location;
import io.t4.storage.MissingBucketContract;
import io.t4.storage.MultipartContract;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreContract;
import io.t4.storage.PresigningContract;
import io.t4.storage.TagsContract;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * The contract of stores, on an S3 server. Each test has a bucket of its own, removed afterwards;
 * all tests of a class share one connection, as the buckets of a session do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class S3StoreContract extends ObjectStoreContract
    implements MultipartContract, PresigningContract, TagsContract, MissingBucketContract {
  private @Nullable S3Connection connection;
  private @Nullable S3ObjectStore store;

  /** The server to test against. */
  abstract S3Server server();

  /** Creates an empty bucket, with versions or without. */
  abstract Location newBucket(S3Connection on);

  @BeforeAll
  void connect() {
    connection = S3Connection.open(server().settings());
  }

  @AfterAll
  void disconnect() {
    connection().close();
  }

  final S3Connection connection() {
    if (connection == null) {
      throw new IllegalStateException("not connected");
    }
    return connection;
  }

  @Override
  protected final ObjectStore createStore() {
    store = open(newBucket(connection()));
    return store;
  }

  private S3ObjectStore open(Location bucket) {
    return new S3ObjectStore(bucket, connection(), pageSize());
  }

  /** How much is listed in one answer. */
  int pageSize() {
    return S3ObjectStore.PAGE_SIZE;
  }

  @Override
  protected final void removeBucket() throws Exception {
    if (store != null) {
      S3Server.removeBucket(store, connection().client());
    }
  }

  @Override
  public final void writeTags(String key, @Nullable String versionId, Map<String, String> tags) {
    List<Tag> set =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    connection()
        .client()
        .putObjectTagging(
            request ->
                request
                    .bucket(store().location().bucket())
                    .key(key)
                    .versionId(versionId)
                    .tagging(tagging -> tagging.tagSet(set)));
  }

  @Override
  public final ObjectStore missingBucket() {
    return open(Location.bucket("s3", "t4-test-there-is-no-such-bucket"));
  }
}
