package io.t4.storage.s3;

import static io.t4.storage.s3.S3Headers.contentType;
import static io.t4.storage.s3.S3Headers.ifMatch;
import static io.t4.storage.s3.S3Headers.ifNoneMatch;
import static io.t4.storage.s3.S3Headers.quoted;
import static io.t4.storage.s3.S3Headers.result;

import io.t4.storage.Location;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/** Copies on the server. */
final class S3Copies {
  private final S3Requests requests;
  private final S3Reads reads;

  S3Copies(S3Requests requests, S3Reads reads) {
    this.requests = requests;
    this.reads = reads;
  }

  boolean canCopyFrom(ObjectStore source) {
    return source instanceof S3ObjectStore store && store.connection() == requests.connection();
  }

  WriteResult copy(ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options)
      throws IOException {
    Location target = requests.target(key, null);
    Location from = source(source, sourceObject);
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
    if (!requests.isAws()) {
      requireBeforeCopy(target, options);
    }
    CopyObjectResponse response =
        naming(
            from,
            target,
            () ->
                requests.write(
                    S3Action.COPY, target, options, () -> requests.client().copyObject(request)));
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
      eTag = reads.stat(target.key(), null).eTag();
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

  Location source(ObjectStore source, ObjectStat sourceObject) {
    if (!canCopyFrom(source)) {
      throw new IllegalArgumentException(
          source.location()
              + " and "
              + requests.location()
              + " are not reached by the same connection");
    }
    return source.location().resolve(sourceObject.key(), sourceObject.versionId());
  }

  /** A request that may fail. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws IOException;
  }

  /** What is missing or has changed is named: the source, which need not be the target's fault. */
  static <T> T naming(Location from, Location target, Request<T> request) throws IOException {
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
}
