package io.t4.storage.s3;

import static io.t4.storage.s3.S3Headers.DEFAULT_CONTENT_TYPE;
import static io.t4.storage.s3.S3Headers.contentType;
import static io.t4.storage.s3.S3Headers.httpRange;
import static io.t4.storage.s3.S3Headers.ifMatch;
import static io.t4.storage.s3.S3Headers.ifNoneMatch;
import static io.t4.storage.s3.S3Headers.quoted;
import static io.t4.storage.s3.S3Headers.result;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsMultipart.UploadedPart;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Writes objects in parts. For the contract see {@link SupportsMultipart}. */
final class S3Uploads {
  private final S3Requests requests;
  private final S3Copies copies;

  S3Uploads(S3Requests requests, S3Copies copies) {
    this.requests = requests;
    this.copies = copies;
  }

  String startUpload(String key, WriteOptions options) throws IOException {
    Location target = requests.target(key, null);
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(target.bucket())
            .key(key)
            .metadata(UserMetadata.encode(options.userMetadata()))
            .contentType(contentType(options));
    if (requests.isAws()) {
      // Elsewhere a copied part of such an upload has no checksum, and it can't be completed. Parts
      // that are sent are checked all the same.
      request.checksumAlgorithm(ChecksumAlgorithm.SHA256);
    }
    return requests.call(
        S3Action.WRITE,
        target,
        () -> requests.client().createMultipartUpload(request.build()).uploadId());
  }

  UploadedPart uploadPart(String key, String uploadId, int number, Content content, String sha256)
      throws IOException {
    Location target = requests.target(key, null);
    try (UploadBody body = new UploadBody(content, sha256)) {
      UploadPartResponse response =
          requests.call(
              S3Action.WRITE,
              target,
              () ->
                  requests
                      .client()
                      .uploadPart(
                          request ->
                              request
                                  .bucket(target.bucket())
                                  .key(key)
                                  .uploadId(uploadId)
                                  .partNumber(number)
                                  .checksumSHA256(sha256),
                          RequestBody.fromContentProvider(
                              body, content.size(), DEFAULT_CONTENT_TYPE)));
      return uploaded(number, response.eTag(), response.checksumSHA256());
    }
  }

  UploadedPart copyPart(
      ObjectStore source,
      ObjectStat sourceObject,
      ByteRange range,
      String key,
      String uploadId,
      int number)
      throws IOException {
    Location target = requests.target(key, null);
    Location from = copies.source(source, sourceObject);
    CopyPartResult part =
        S3Copies.naming(
            from,
            target,
            () ->
                requests.call(
                    S3Action.COPY,
                    target,
                    () ->
                        requests
                            .client()
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
    return new UploadedPart(number, eTag, requests.isAws() ? sha256 : null);
  }

  WriteResult completeUpload(
      String key, String uploadId, List<UploadedPart> parts, WriteOptions options)
      throws IOException {
    Location target = requests.target(key, null);
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
        requests.write(
            S3Action.WRITE,
            target,
            options,
            () ->
                requests
                    .client()
                    .completeMultipartUpload(
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

  void abortUpload(String key, String uploadId) throws IOException {
    Location target = requests.target(key, null);
    try {
      requests.call(
          S3Action.ABORT_UPLOAD,
          target,
          () ->
              requests
                  .client()
                  .abortMultipartUpload(
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
}
