package io.t4.storage.s3;

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
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.ReadOptions;
import io.t4.storage.StoreLimits;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsPresigning;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.CredentialUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** One bucket on an S3 server. */
final class S3ObjectStore
    implements ObjectStore, SupportsVersioning, SupportsMultipart, SupportsPresigning {
  /** The most that S3 lists in one answer. */
  static final int PAGE_SIZE = 1_000;

  private static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

  /** Characters that XML 1.0, the form of a batch delete, has no way to write. */
  private static final Pattern NOT_IN_XML =
      Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");

  private static final Comparator<ObjectVersion> NEWEST_FIRST =
      Comparator.comparing(ObjectVersion::key, ObjectKeys.ORDER)
          .thenComparing(ObjectVersion::latest, Comparator.reverseOrder())
          .thenComparing(ObjectVersion::lastModified, Comparator.reverseOrder())
          // Times have seconds on AWS: of a marker and a version of one second, the marker is the
          // likelier answer to "what came later".
          .thenComparing(ObjectVersion::deleteMarker, Comparator.reverseOrder());

  private final Location location;
  private final S3Connection connection;
  private final S3Client client;
  private final S3Errors errors;
  private final int pageSize;

  /** Whether an answer has shown that the bucket exists; it then needs no asking again. */
  private volatile boolean bucketSeen;

  /** Whether the server takes the request for checksums on HEAD; some answer 400 to it. */
  private volatile boolean checksumsOnHead = true;

  /**
   * @param location of the bucket
   * @param connection stays open when this store is closed
   * @param pageSize how much is listed in one answer, 1 to {@link #PAGE_SIZE}
   */
  S3ObjectStore(Location location, S3Connection connection, int pageSize) {
    this.location = location;
    this.connection = connection;
    this.client = connection.client();
    this.errors = new S3Errors(connection.endpoint());
    this.pageSize = pageSize;
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  public StoreLimits limits() {
    return StoreLimits.S3;
  }

  // Reading

  @Override
  public ObjectStat stat(String key, @Nullable String versionId) throws IOException {
    Location target = target(key, versionId);
    try {
      HeadObjectResponse head = head(target, checksumsOnHead);
      bucketSeen = true;
      return statOf(key, head);
    } catch (AwsServiceException e) {
      return explain(target, e);
    } catch (SdkException | S3Credentials.Unusable e) {
      throw errors.translate(S3Action.STAT, target, e);
    }
  }

  private HeadObjectResponse head(Location target, boolean withChecksums) {
    HeadObjectRequest.Builder request =
        HeadObjectRequest.builder()
            .bucket(target.bucket())
            .key(target.key())
            .versionId(target.versionId());
    if (withChecksums) {
      request.checksumMode(ChecksumMode.ENABLED);
    }
    return client.headObject(request.build());
  }

  /**
   * An answer to HEAD has no body and so no reason. Where the status alone could mean several
   * things, a GET of the same object tells which; it is given up before any content comes.
   */
  private ObjectStat explain(Location target, AwsServiceException e) throws IOException {
    int status = e.statusCode();
    boolean clear = S3Errors.isDeleteMarker(e) || (status == 404 && bucketSeen) || status == 405;
    if (clear || status >= 500 || status < 400) {
      throw errors.translate(S3Action.STAT, target, e);
    }
    try {
      open(target, ReadOptions.version(target.versionId()), S3Action.STAT).close();
    } catch (NoSuchFileException missing) {
      bucketSeen = true;
      throw missing;
    }
    if (status != 400 || !checksumsOnHead) {
      throw errors.translate(S3Action.STAT, target, e);
    }
    // The object can be read, so it was the request for checksums that the server refused.
    ObjectStat stat = call(S3Action.STAT, target, () -> statOf(target.key(), head(target, false)));
    checksumsOnHead = false;
    return stat;
  }

  private static ObjectStat statOf(String key, HeadObjectResponse head) {
    return new ObjectStat(
        key,
        head.contentLength(),
        head.lastModified(),
        unquoted(head.eTag()),
        version(head.versionId()),
        UserMetadata.decode(head.metadata()),
        head.contentType(),
        wholeSha256(head));
  }

  private static @Nullable String wholeSha256(HeadObjectResponse head) {
    String sha256 = head.checksumSHA256();
    // A checksum of the parts' checksums ends in "-" and their number.
    boolean whole =
        sha256 != null && sha256.indexOf('-') < 0 && head.checksumType() != ChecksumType.COMPOSITE;
    return whole ? sha256 : null;
  }

  @Override
  public ObjectContent open(String key, ReadOptions options) throws IOException {
    return open(target(key, options.versionId()), options, S3Action.READ);
  }

  private ObjectContent open(Location target, ReadOptions options, S3Action action)
      throws IOException {
    ByteRange range = options.range();
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(target.bucket())
            .key(target.key())
            .versionId(target.versionId())
            .ifMatch(quoted(options.ifMatch()));
    if (range != null) {
      request.range(httpRange(range));
    }
    ResponseInputStream<GetObjectResponse> body =
        call(action, target, () -> client.getObject(request.build()));
    try {
      return content(target, range, body, action);
    } catch (IOException | RuntimeException e) {
      body.abort();
      throw e;
    }
  }

  private ObjectContent content(
      Location target,
      @Nullable ByteRange range,
      ResponseInputStream<GetObjectResponse> body,
      S3Action action)
      throws IOException {
    GetObjectResponse response = body.response();
    Long length = response.contentLength();
    if (length == null) {
      throw new FileSystemException(
          S3Errors.name(target),
          null,
          "the answer of " + connection.endpoint() + " has no Content-Length");
    }
    ObjectStat stat =
        new ObjectStat(
            target.key(),
            range == null ? length : wholeSize(target, response.contentRange()),
            response.lastModified(),
            unquoted(response.eTag()),
            version(response.versionId()),
            UserMetadata.decode(response.metadata()),
            response.contentType(),
            null);
    return new ObjectContent(
        stat,
        new DownloadBody(body, length, (how, cause) -> errors.broken(action, target, how, cause)));
  }

  /** Of {@code bytes 0-9/1234}. */
  private long wholeSize(Location target, @Nullable String contentRange) throws IOException {
    try {
      if (contentRange != null) {
        return Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
      }
    } catch (NumberFormatException e) {
      // The size may be "*"; nothing can then be said about the object.
    }
    throw new FileSystemException(
        S3Errors.name(target),
        null,
        "%s does not answer requests for a range of bytes as S3 does (Content-Range: %s)"
            .formatted(connection.endpoint(), contentRange));
  }

  private static String httpRange(ByteRange range) {
    return "bytes=" + range.offset() + "-" + range.last();
  }

  // Listing

  @Override
  public Listing<ObjectSummary> list(String prefix) {
    return new PagedListing<ObjectSummary, String>(
        token ->
            page(prefix, null, token)
                .map(
                    page ->
                        new PagedListing.Page<>(
                            // Some servers order by UTF-16; at least each page is then right.
                            page.contents().stream()
                                .map(S3ObjectStore::summary)
                                .sorted(Comparator.comparing(ObjectSummary::key, ObjectKeys.ORDER))
                                .toList(),
                            page.nextContinuationToken()))
                .orElseGet(PagedListing.Page::empty));
  }

  @Override
  public Listing<DirectoryEntry> listDirectory(String prefix) {
    requireDirectory(prefix);
    return new PagedListing<DirectoryEntry, String>(
        token ->
            page(prefix, "/", token)
                .map(page -> new PagedListing.Page<>(entries(page), page.nextContinuationToken()))
                .orElseGet(PagedListing.Page::empty));
  }

  private static List<DirectoryEntry> entries(ListObjectsV2Response page) {
    return inKeyOrder(
        page.contents().stream().map(S3ObjectStore::summary).map(DirectoryEntry.ObjectEntry::new),
        page.commonPrefixes());
  }

  private Optional<ListObjectsV2Response> page(
      String prefix, @Nullable String delimiter, @Nullable String token) throws IOException {
    return listing(
        S3Action.LIST,
        prefix,
        () ->
            client.listObjectsV2(
                request ->
                    request
                        .bucket(location.bucket())
                        .prefix(prefix)
                        .delimiter(delimiter)
                        .continuationToken(token)
                        .maxKeys(pageSize)
                        .encodingType(EncodingType.URL)));
  }

  /** Empty where the server can't hold keys with that prefix, and so has none. */
  private <T> Optional<T> listing(S3Action action, String prefix, Supplier<T> request)
      throws IOException {
    // A listing is about the bucket, or about a part of it.
    Location target = prefix.isEmpty() ? location : location.resolve(prefix, null);
    try {
      return Optional.of(call(action, target, request));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static ObjectSummary summary(S3Object object) {
    return new ObjectSummary(
        object.key(), object.size(), object.lastModified(), unquoted(object.eTag()), null);
  }

  /** Where a page of versions begins: after this version of this key. */
  private record VersionMarker(String key, @Nullable String versionId) {}

  @Override
  public Listing<ObjectVersion> listVersions(String prefix) {
    return new PagedListing<ObjectVersion, VersionMarker>(
        from ->
            versionPage(prefix, null, from)
                .map(page -> new PagedListing.Page<>(versions(page), next(page)))
                .orElseGet(PagedListing.Page::empty));
  }

  @Override
  public Listing<DirectoryEntry> listDirectoryVersions(String prefix) {
    requireDirectory(prefix);
    return new PagedListing<DirectoryEntry, VersionMarker>(
        from ->
            versionPage(prefix, "/", from)
                .map(page -> new PagedListing.Page<>(entries(page), next(page)))
                .orElseGet(PagedListing.Page::empty));
  }

  private Optional<ListObjectVersionsResponse> versionPage(
      String prefix, @Nullable String delimiter, @Nullable VersionMarker from) throws IOException {
    return listing(
        S3Action.LIST_VERSIONS,
        prefix,
        () ->
            client.listObjectVersions(
                request ->
                    request
                        .bucket(location.bucket())
                        .prefix(prefix)
                        .delimiter(delimiter)
                        .keyMarker(from == null ? null : from.key())
                        .versionIdMarker(from == null ? null : from.versionId())
                        .maxKeys(pageSize)
                        .encodingType(EncodingType.URL)));
  }

  private static @Nullable VersionMarker next(ListObjectVersionsResponse page) {
    return Boolean.TRUE.equals(page.isTruncated())
        ? new VersionMarker(page.nextKeyMarker(), page.nextVersionIdMarker())
        : null;
  }

  private static List<ObjectVersion> versions(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(S3ObjectStore::version),
            page.deleteMarkers().stream().map(S3ObjectStore::version))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  private static List<DirectoryEntry> entries(ListObjectVersionsResponse page) {
    return inKeyOrder(
        versions(page).stream().map(DirectoryEntry.VersionEntry::new), page.commonPrefixes());
  }

  /** Stable: versions of one key stay in their order. */
  private static List<DirectoryEntry> inKeyOrder(
      Stream<? extends DirectoryEntry> objects, List<CommonPrefix> directories) {
    return Stream.concat(
            objects,
            directories.stream().map(CommonPrefix::prefix).map(DirectoryEntry.Subdirectory::new))
        .sorted(Comparator.comparing(DirectoryEntry::key, ObjectKeys.ORDER))
        .toList();
  }

  private static void requireDirectory(String prefix) {
    if (!ObjectKeys.directoryPrefix(prefix).equals(prefix)) {
      throw new IllegalArgumentException("'" + prefix + "' is not empty and does not end in '/'");
    }
  }

  private static ObjectVersion version(
      software.amazon.awssdk.services.s3.model.ObjectVersion version) {
    return new ObjectVersion(
        version.key(),
        listedVersion(version.versionId(), version.isLatest()),
        version.isLatest(),
        false,
        version.size(),
        version.lastModified(),
        unquoted(version.eTag()));
  }

  private static ObjectVersion version(DeleteMarkerEntry marker) {
    return new ObjectVersion(
        marker.key(),
        listedVersion(marker.versionId(), marker.isLatest()),
        marker.isLatest(),
        true,
        0,
        marker.lastModified(),
        null);
  }

  /**
   * The version that was written while no versions were kept has the id "null". While it is the
   * latest it needs none; behind newer ones that id is the only way to it.
   */
  private static @Nullable String listedVersion(@Nullable String versionId, boolean latest) {
    return latest ? version(versionId) : versionId;
  }

  @Override
  public boolean isVersioned() throws IOException {
    try {
      return call(
                  S3Action.GET_VERSIONING,
                  location,
                  () -> client.getBucketVersioning(request -> request.bucket(location.bucket())))
              .status()
          == BucketVersioningStatus.ENABLED;
    } catch (AccessDeniedException e) {
      return false;
    } catch (FileSystemException e) {
      if (isNotOffered(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Whether the server does not know the request. */
  private static boolean isNotOffered(FileSystemException e) {
    return e.getCause() instanceof AwsServiceException answer
        && (answer.statusCode() == 501 || answer.statusCode() == 405);
  }

  // Writing

  @Override
  public WriteResult put(String key, Content content, WriteOptions options) throws IOException {
    Location target = target(key, null);
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
          write(
              S3Action.WRITE,
              target,
              options,
              () ->
                  client.putObject(
                      request.build(),
                      RequestBody.fromContentProvider(body, content.size(), contentType(options))));
      return result(key, response.eTag(), response.versionId());
    }
  }

  @Override
  public boolean canCopyFrom(ObjectStore source) {
    return source instanceof S3ObjectStore store && store.connection == connection;
  }

  @Override
  public WriteResult copy(
      ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options)
      throws IOException {
    Location target = target(key, null);
    Location from = copySource(source, sourceObject);
    CopyObjectRequest request =
        CopyObjectRequest.builder()
            .sourceBucket(from.bucket())
            .sourceKey(from.key())
            .sourceVersionId(from.versionId())
            .copySourceIfMatch(quoted(sourceObject.eTag()))
            .destinationBucket(target.bucket())
            .destinationKey(key)
            .metadataDirective(MetadataDirective.REPLACE)
            .metadata(UserMetadata.encode(options.userMetadata()))
            .contentType(contentType(options))
            .ifMatch(ifMatch(options))
            .ifNoneMatch(ifNoneMatch(options))
            .build();
    if (!connection.endpoint().isAws()) {
      requireBeforeCopy(target, options);
    }
    CopyObjectResponse response =
        copying(
            from,
            target,
            () -> write(S3Action.COPY, target, options, () -> client.copyObject(request)));
    return result(key, response.copyObjectResult().eTag(), response.versionId());
  }

  /**
   * Other servers ignore conditions on a copy, so that it would overwrite. Asking before leaves a
   * gap in which another writer may come, but not a silent loss of what was there all along.
   */
  private void requireBeforeCopy(Location target, WriteOptions options) throws IOException {
    if (options.precondition() instanceof WriteOptions.Precondition.None) {
      return;
    }
    String eTag;
    try {
      eTag = stat(target.key(), null).eTag();
    } catch (NoSuchFileException e) {
      eTag = null;
    }
    boolean holds =
        options.precondition() instanceof WriteOptions.Precondition.IfMatch match
            ? match.eTag().equals(eTag)
            : eTag == null;
    if (!holds) {
      throw new PreconditionFailedException(
          S3Errors.name(target),
          "the object is not in the state that was asked for, read it again");
    }
  }

  private Location copySource(ObjectStore source, ObjectStat sourceObject) {
    if (!canCopyFrom(source)) {
      throw new IllegalArgumentException(
          source.location() + " and " + location + " are not reached by the same connection");
    }
    return source.location().resolve(sourceObject.key(), sourceObject.versionId());
  }

  /** A request that may fail. */
  @FunctionalInterface
  private interface Request<T> {
    T send() throws IOException;
  }

  /** What is missing or has changed is named: the source, which need not be the target's fault. */
  private static <T> T copying(Location from, Location target, Request<T> request)
      throws IOException {
    try {
      return request.send();
    } catch (NoSuchFileException e) {
      NoSuchFileException missing =
          new NoSuchFileException(
              S3Errors.name(from), S3Errors.name(target), "there is no such object to copy");
      missing.initCause(e.getCause());
      throw missing;
    } catch (PreconditionFailedException e) {
      throw new PreconditionFailedException(
          S3Errors.name(target),
          "could not copy %s to it: one of them is not in the state that was asked for, read them again"
              .formatted(S3Errors.name(from)),
          e.getCause());
    }
  }

  @Override
  public void delete(String key, @Nullable String versionId) throws IOException {
    Location target = target(key, versionId);
    try {
      call(
          S3Action.DELETE,
          target,
          () ->
              client.deleteObject(
                  request ->
                      request.bucket(target.bucket()).key(key).versionId(target.versionId())));
    } catch (NoSuchFileException e) {
      // AWS answers 204 to the deletion of what is not there, others 404; both mean it is gone.
      bucketSeen = true;
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
      call(
              S3Action.DELETE,
              location,
              () ->
                  client.deleteObjects(
                      request ->
                          request
                              .bucket(location.bucket())
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

  // Multipart

  @Override
  public String startUpload(String key, WriteOptions options) throws IOException {
    Location target = target(key, null);
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(target.bucket())
            .key(key)
            .metadata(UserMetadata.encode(options.userMetadata()))
            .contentType(contentType(options));
    if (connection.endpoint().isAws()) {
      // Elsewhere a copied part of such an upload has no checksum, and it can't be completed. Parts
      // that are sent are checked all the same.
      request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
    }
    return call(
        S3Action.WRITE, target, () -> client.createMultipartUpload(request.build()).uploadId());
  }

  @Override
  public UploadedPart uploadPart(
      String key, String uploadId, int number, Content content, String sha256) throws IOException {
    Location target = target(key, null);
    try (UploadBody body = new UploadBody(content, sha256)) {
      UploadPartResponse response =
          call(
              S3Action.WRITE,
              target,
              () ->
                  client.uploadPart(
                      request ->
                          request
                              .bucket(target.bucket())
                              .key(key)
                              .uploadId(uploadId)
                              .partNumber(number)
                              .checksumSHA256(sha256),
                      RequestBody.fromContentProvider(body, content.size(), DEFAULT_CONTENT_TYPE)));
      return uploaded(number, response.eTag(), response.checksumSHA256());
    }
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
    Location target = target(key, null);
    Location from = copySource(source, sourceObject);
    CopyPartResult part =
        copying(
            from,
            target,
            () ->
                call(
                    S3Action.COPY,
                    target,
                    () ->
                        client
                            .uploadPartCopy(
                                request ->
                                    request
                                        .sourceBucket(from.bucket())
                                        .sourceKey(from.key())
                                        .sourceVersionId(from.versionId())
                                        .copySourceIfMatch(quoted(sourceObject.eTag()))
                                        .copySourceRange(httpRange(range))
                                        .destinationBucket(target.bucket())
                                        .destinationKey(key)
                                        .uploadId(uploadId)
                                        .partNumber(number))
                            .copyPartResult()));
    return uploaded(number, part.eTag(), part.checksumSHA256());
  }

  /** Checksums count at the completion only where the upload was started with them. */
  private UploadedPart uploaded(int number, String eTag, @Nullable String sha256) {
    return new UploadedPart(number, eTag, connection.endpoint().isAws() ? sha256 : null);
  }

  @Override
  public WriteResult completeUpload(
      String key, String uploadId, List<UploadedPart> parts, WriteOptions options)
      throws IOException {
    Location target = target(key, null);
    List<CompletedPart> completed =
        parts.stream()
            .map(
                part ->
                    CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.eTag())
                        .checksumSHA256(part.sha256())
                        .build())
            .toList();
    CompleteMultipartUploadResponse response =
        write(
            S3Action.WRITE,
            target,
            options,
            () ->
                client.completeMultipartUpload(
                    request ->
                        request
                            .bucket(target.bucket())
                            .key(key)
                            .uploadId(uploadId)
                            .multipartUpload(upload -> upload.parts(completed))
                            .ifMatch(ifMatch(options))
                            .ifNoneMatch(ifNoneMatch(options))));
    return result(key, response.eTag(), response.versionId());
  }

  @Override
  public void abortUpload(String key, String uploadId) throws IOException {
    Location target = target(key, null);
    try {
      call(
          S3Action.ABORT_UPLOAD,
          target,
          () ->
              client.abortMultipartUpload(
                  request -> request.bucket(target.bucket()).key(key).uploadId(uploadId)));
    } catch (FileSystemException e) {
      boolean unknown =
          e.getCause() instanceof AwsServiceException answer
              && S3Errors.code(answer).equals("NoSuchUpload");
      if (!unknown) {
        throw e;
      }
    }
  }

  // Signed URLs

  @Override
  public URI presignGet(String key, @Nullable String versionId, Duration validity)
      throws IOException {
    Location target = target(key, versionId);
    requireSignable(target, validity);
    return call(
        S3Action.SIGN,
        target,
        () ->
            connection
                .presigner(region())
                .presignGetObject(
                    presign ->
                        presign
                            .signatureDuration(validity)
                            .getObjectRequest(
                                request ->
                                    request
                                        .bucket(target.bucket())
                                        .key(key)
                                        .versionId(target.versionId())))
                .httpRequest()
                .getUri());
  }

  @Override
  public URI presignPut(String key, Duration validity) throws IOException {
    Location target = target(key, null);
    requireSignable(target, validity);
    return call(
        S3Action.SIGN,
        target,
        () ->
            connection
                .presigner(region())
                .presignPutObject(
                    presign ->
                        presign
                            .signatureDuration(validity)
                            .putObjectRequest(request -> request.bucket(target.bucket()).key(key)))
                .httpRequest()
                .getUri());
  }

  private void requireSignable(Location target, Duration validity) throws IOException {
    if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(MAX_VALIDITY) > 0) {
      throw new IllegalArgumentException(
          "A signed URL of %s can't be valid for %s; choose one second to seven days."
              .formatted(S3Errors.name(target), validity));
    }
    boolean anonymous =
        call(
            S3Action.SIGN,
            target,
            () -> CredentialUtils.isAnonymous(connection.credentials().resolveCredentials()));
    if (anonymous) {
      throw new InvalidCredentialsException(
          S3Errors.name(target),
          "a URL can only be signed with credentials, and none are configured; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or those of the session");
    }
  }

  /** The bucket's own region on AWS, where a URL signed for another one is refused. */
  private Region region() {
    Region configured = connection.endpoint().region();
    if (!connection.endpoint().isAws()) {
      return configured;
    }
    String region = client.headBucket(request -> request.bucket(location.bucket())).bucketRegion();
    return region == null ? configured : Region.of(region);
  }

  @Override
  public void close() {
    // The connection belongs to the provider.
  }

  // What requests share

  private Location target(String key, @Nullable String versionId) {
    return location.resolve(ObjectKeys.requireValid(key), versionId);
  }

  private <T> T call(S3Action action, Location target, Supplier<T> request) throws IOException {
    try {
      T result = request.get();
      bucketSeen = true;
      return result;
    } catch (SdkException | S3Credentials.Unusable | UploadBody.Unreadable e) {
      throw errors.translate(action, target, e);
    }
  }

  /** A write whose precondition may fail. */
  private <T> T write(S3Action action, Location target, WriteOptions options, Supplier<T> request)
      throws IOException {
    try {
      return call(action, target, request);
    } catch (NoSuchFileException e) {
      // How S3 answers "If-Match" where the key has no object.
      if (action == S3Action.WRITE && ifMatch(options) != null) {
        throw new PreconditionFailedException(
            S3Errors.name(target), "there is no object any more to replace", e.getCause());
      }
      throw e;
    }
  }

  private static WriteResult result(String key, @Nullable String eTag, @Nullable String versionId) {
    return new WriteResult(key, unquoted(eTag), version(versionId));
  }

  private static String contentType(WriteOptions options) {
    String contentType = options.contentType();
    return contentType == null ? DEFAULT_CONTENT_TYPE : contentType;
  }

  private static @Nullable String ifMatch(WriteOptions options) {
    return options.precondition() instanceof WriteOptions.Precondition.IfMatch match
        ? quoted(match.eTag())
        : null;
  }

  private static @Nullable String ifNoneMatch(WriteOptions options) {
    return options.precondition() instanceof WriteOptions.Precondition.IfAbsent ? "*" : null;
  }

  private static @Nullable String quoted(@Nullable String eTag) {
    return eTag == null ? null : '"' + eTag + '"';
  }

  private static @Nullable String unquoted(@Nullable String eTag) {
    return eTag == null ? null : eTag.replace("\"", "");
  }

  /** The id "null" stands for an object in a bucket that keeps no versions. */
  private static @Nullable String version(@Nullable String versionId) {
    return "null".equals(versionId) ? null : versionId;
  }
}
