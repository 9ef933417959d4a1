package io.t4.storage.s3;

import static io.t4.storage.s3.S3Headers.contentType;
import static io.t4.storage.s3.S3Headers.ifMatch;
import static io.t4.storage.s3.S3Headers.ifNoneMatch;
import static io.t4.storage.s3.S3Headers.result;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import io.t4.storage.DeleteFailure;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import io.t4.storage.StoreLimits;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsPartChecksums;
import io.t4.storage.SupportsPresigning;
import io.t4.storage.SupportsTags;
import io.t4.storage.SupportsVersioning;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * One bucket on an S3 server. Its parts: {@link S3Reads}, {@link S3Listings}, {@link S3Copies},
 * {@link S3Uploads}, {@link S3SignedUrls}; writing and deleting stand here.
 */
final class S3ObjectStore
    implements ObjectStore,
        SupportsVersioning,
        SupportsMultipart,
        SupportsPresigning,
        SupportsTags,
        SupportsPartChecksums {
  /** The most that S3 lists in one answer. */
  static final int PAGE_SIZE = 1_000;

  /** Characters that XML 1.0, the form of a batch delete, has no way to write. */
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  private final S3Requests requests;
  private final S3Reads reads;
  private final S3Listings listings;
  private final S3Copies copies;
  private final S3Uploads uploads;
  private final S3SignedUrls signedUrls;

  /**
   * @param location of the bucket
   * @param connection stays open when this store is closed
   * @param pageSize how much is listed in one answer, 1 to {@link #PAGE_SIZE}
   */
  S3ObjectStore(Location location, S3Connection connection, int pageSize) {
    requests = new S3Requests(location, connection);
    reads = new S3Reads(requests);
    listings = new S3Listings(requests, pageSize);
    copies = new S3Copies(requests, reads);
    uploads = new S3Uploads(requests, copies);
    signedUrls = new S3SignedUrls(requests);
  }

  S3Connection connection() {
    return requests.connection();
  }

  @Override
  public Location location() {
    return requests.location();
  }

  @Override
  public StoreLimits limits() {
    return StoreLimits.S3;
  }

  @Override
  public ObjectStat stat(String key, @Nullable String versionId) throws IOException {
    return reads.stat(key, versionId);
  }

  @Override
  public ObjectContent open(String key, ReadOptions options) throws IOException {
    return reads.open(key, options);
  }

  @Override
  public Listing<ObjectSummary> list(String prefix, String startAfter) {
    return listings.list(prefix, startAfter);
  }

  @Override
  public Listing<DirectoryEntry> listDirectory(String prefix, String startAfter) {
    return listings.listDirectory(prefix, startAfter);
  }

  @Override
  public Listing<ObjectVersion> listVersions(String prefix, String afterKey) {
    return listings.listVersions(prefix, afterKey);
  }

  @Override
  public Listing<DirectoryEntry> listDirectoryVersions(String prefix) {
    return listings.listDirectoryVersions(prefix);
  }

  @Override
  public Optional<PartChecksums> partChecksums(String key, @Nullable String versionId)
      throws IOException {
    return reads.partChecksums(key, versionId);
  }

  @Override
  public Map<String, String> tags(String key, @Nullable String versionId) throws IOException {
    return reads.tags(key, versionId);
  }

  @Override
  public boolean isVersioned() throws IOException {
    return versioning() == BucketVersioningStatus.ENABLED;
  }

  /** Suspended versioning keeps what was kept before. */
  @Override
  public boolean mayHoldVersions() throws IOException {
    BucketVersioningStatus versioning = versioning();
    return versioning == BucketVersioningStatus.ENABLED
        || versioning == BucketVersioningStatus.SUSPENDED;
  }

  /** Null if versioning never was on, or the server doesn't say. */
  private @Nullable BucketVersioningStatus versioning() throws IOException {
    try {
      return requests
          .call(
              S3Action.GET_VERSIONING,
              requests.location(),
              () ->
                  requests
                      .client()
                      .getBucketVersioning(request -> request.bucket(requests.location().bucket())))
          .status();
    } catch (AccessDeniedException e) {
      return null;
    } catch (FileSystemException e) {
      if (S3Errors.isNotOffered(e)) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public WriteResult put(String key, Content content, WriteOptions options) throws IOException {
    Location target = requests.target(key, null);
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(target.bucket())
            .key(key)
            .metadata(UserMetadata.encode(options.userMetadata()))
            .contentType(contentType(options))
            .checksumSHA256(options.sha256())
            .ifMatch(ifMatch(options))
            .ifNoneMatch(ifNoneMatch(options));
    try (UploadBody body = new UploadBody(content, options.sha256())) {
      PutObjectResponse response =
          requests.write(
              S3Action.WRITE,
              target,
              options,
              () ->
                  requests
                      .client()
                      .putObject(
                          request.build(),
                          RequestBody.fromContentProvider(
                              body, content.size(), contentType(options))));
      return result(key, response.eTag(), response.versionId());
    }
  }

  @Override
  public boolean canCopyFrom(ObjectStore source) {
    return copies.canCopyFrom(source);
  }

  @Override
  public WriteResult copy(
      ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options)
      throws IOException {
    return copies.copy(source, sourceObject, key, options);
  }

  @Override
  public void delete(String key, @Nullable String versionId) throws IOException {
    Location target = requests.target(key, versionId);
    try {
      requests.call(
          S3Action.DELETE,
          target,
          () ->
              requests
                  .client()
                  .deleteObject(
                      request ->
                          request.bucket(target.bucket()).key(key).versionId(target.versionId())));
    } catch (NoSuchFileException e) {
      // AWS answers 204 to the deletion of what is not there, others 404; both mean it is gone.
      requests.sawBucket();
    }
  }

  @Override
  public List<DeleteFailure> deleteAll(List<String> keys) throws IOException {
    keys.forEach(ObjectKeys::requireValid);
    List<DeleteFailure> failures = new ArrayList<>();
    List<ObjectIdentifier> batch = new ArrayList<>();
    for (String key : keys) {
      if (NOT_IN_XML.matcher(key).find()) {
        deleteOne(key, failures);
      } else {
        batch.add(ObjectIdentifier.builder().key(key).build());
      }
    }
    if (!batch.isEmpty()) {
      requests
          .call(
              S3Action.DELETE,
              requests.location(),
              () ->
                  requests
                      .client()
                      .deleteObjects(
                          request ->
                              request
                                  .bucket(requests.location().bucket())
                                  .delete(delete -> delete.objects(batch).quiet(true))))
          .errors()
          .stream()
          .filter(error -> !"NoSuchKey".equals(error.code()))
          .map(error -> new DeleteFailure(error.key(), error.code() + ": " + error.message()))
          .forEach(failures::add);
    }
    return List.copyOf(failures);
  }

  private void deleteOne(String key, List<DeleteFailure> failures) throws IOException {
    try {
      delete(key, null);
    } catch (NoSuchBucketException | InvalidCredentialsException e) {
      throw e;
    } catch (FileSystemException e) {
      failures.add(new DeleteFailure(key, String.valueOf(e.getReason())));
    }
  }

  @Override
  public String startUpload(String key, WriteOptions options) throws IOException {
    return uploads.startUpload(key, options);
  }

  @Override
  public UploadedPart uploadPart(
      String key, String uploadId, int number, Content content, String sha256) throws IOException {
    return uploads.uploadPart(key, uploadId, number, content, sha256);
  }

  @Override
  public UploadedPart copyPart(
      ObjectStore source,
      ObjectStat sourceObject,
      ByteRange range,
      String key,
      String uploadId,
      int number)
      throws IOException {
    return uploads.copyPart(source, sourceObject, range, key, uploadId, number);
  }

  @Override
  public WriteResult completeUpload(
      String key, String uploadId, List<UploadedPart> parts, WriteOptions options)
      throws IOException {
    return uploads.completeUpload(key, uploadId, parts, options);
  }

  @Override
  public void abortUpload(String key, String uploadId) throws IOException {
    uploads.abortUpload(key, uploadId);
  }

  @Override
  public URI presignGet(String key, @Nullable String versionId, Duration validity)
      throws IOException {
    return signedUrls.presignGet(key, versionId, validity);
  }

  @Override
  public URI presignPut(String key, Duration validity) throws IOException {
    return signedUrls.presignPut(key, validity);
  }

  @Override
  public void close() {
    // The connection belongs to the provider.
  }
}
