package io.t4.storage.s3;

import io.t4.storage.ConditionNotOfferedException;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The requests about one bucket: where they go, how their failures are told, and whether an answer
 * has shown that the bucket exists. Thread safe.
 */
final class S3Requests {
  private final Location location;
  private final S3Connection connection;
  private final S3Errors errors;

  /** A bucket that was seen once needs no asking again. */
  private volatile boolean bucketSeen;

  S3Requests(Location location, S3Connection connection) {
    this.location = location;
    this.connection = connection;
    this.errors = new S3Errors(connection.endpoint());
  }

  /** Of the bucket. */
  Location location() {
    return location;
  }

  S3Connection connection() {
    return connection;
  }

  S3Client client() {
    return connection.client();
  }

  boolean isAws() {
    return connection.endpoint().isAws();
  }

  S3Errors errors() {
    return errors;
  }

  boolean bucketSeen() {
    return bucketSeen;
  }

  void sawBucket() {
    bucketSeen = true;
  }

  Location target(String key, @Nullable String versionId) {
    return location.resolve(ObjectKeys.requireValid(key), versionId);
  }

  <T> T call(S3Action action, Location target, Supplier<T> request) throws IOException {
    try {
      T result = request.get();
      bucketSeen = true;
      return result;
    } catch (SdkException | S3Credentials.Unusable | UploadBody.Unreadable e) {
      throw errors.translate(action, target, e);
    }
  }

  /** A write whose precondition may fail. */
  <T> T write(S3Action action, Location target, WriteOptions options, Supplier<T> request)
      throws IOException {
    try {
      return call(action, target, request);
    } catch (NoSuchFileException e) {
      // How S3 answers "If-Match" where the key has no object.
      if (action == S3Action.WRITE && S3Headers.ifMatch(options) != null) {
        throw new PreconditionFailedException(
            S3Errors.name(target), "there is no object any more to replace", e.getCause());
      }
      throw e;
    } catch (FileSystemException e) {
      boolean conditional =
          S3Headers.ifMatch(options) != null || S3Headers.ifNoneMatch(options) != null;
      if (conditional && S3Errors.isNotOffered(e)) {
        throw new ConditionNotOfferedException(
            S3Errors.name(target), e.getReason() + "; the server has no conditional writes", e);
      }
      throw e;
    }
  }
}
