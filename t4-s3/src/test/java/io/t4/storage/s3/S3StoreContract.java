package io.t4.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.hashing.Digests;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.MissingBucketContract;
import io.t4.storage.MultipartContract;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreContract;
import io.t4.storage.PresigningContract;
import io.t4.storage.SupportsPartChecksums.PartChecksums;
import io.t4.storage.TagsContract;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
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

  /** What the server tells of the first part's size. */
  long toldPartSize(long partSize, long objectSize) {
    return partSize;
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

  @Test
  void checksumsOfPartsAreTold() throws IOException {
    int partSize = 5 << 20;
    S3ObjectStore parts = (S3ObjectStore) store();
    S3Client client = connection().client();
    String bucket = parts.location().bucket();
    String id =
        client
            .createMultipartUpload(
                request ->
                    request.bucket(bucket).key("k").checksumAlgorithm(ChecksumAlgorithm.SHA256))
            .uploadId();
    MessageDigest composite = Digests.sha256();
    List<CompletedPart> uploaded = new ArrayList<>();
    for (int number = 1; number <= 2; number++) {
      byte[] content = new byte[number == 1 ? partSize : 7];
      byte[] digest = Digests.sha256().digest(content);
      composite.update(digest);
      String sha256 = Base64.getEncoder().encodeToString(digest);
      int part = number;
      String eTag =
          client
              .uploadPart(
                  request ->
                      request
                          .bucket(bucket)
                          .key("k")
                          .uploadId(id)
                          .partNumber(part)
                          .checksumSHA256(sha256),
                  RequestBody.fromBytes(content))
              .eTag();
      uploaded.add(
          CompletedPart.builder().partNumber(part).eTag(eTag).checksumSHA256(sha256).build());
    }
    client.completeMultipartUpload(
        request ->
            request
                .bucket(bucket)
                .key("k")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(uploaded)));

    String checksum = Base64.getEncoder().encodeToString(composite.digest());
    assertThat(parts.partChecksums("k", null))
        .hasValue(new PartChecksums(checksum, 2, toldPartSize(partSize, partSize + 7)));
    parts.put("whole", Content.of(new byte[3]), WriteOptions.NONE);
    assertThat(parts.partChecksums("whole", null)).isEmpty();
    assertThatThrownBy(() -> parts.partChecksums("missing", null))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing");
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
