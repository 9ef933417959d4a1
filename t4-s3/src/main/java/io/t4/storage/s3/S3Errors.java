package io.t4.storage.s3;

import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.Location;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.TransientStorageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Turns the SDK's exceptions into those of {@code io.t4.storage}; none passes this class. Messages
 * name what was asked, the object's URI and what to do, and hold neither credentials nor signed
 * URLs.
 *
 * <p>The codes are those of the "Error responses" page of the Amazon S3 API reference; codes that
 * begin with {@code XMinio} are MinIO's.
 */
final class S3Errors {
  private static final String REGION_HEADER = "x-amz-bucket-region";
  private static final String DELETE_MARKER_HEADER = "x-amz-delete-marker";

  private final S3Endpoint endpoint;

  S3Errors(S3Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * What to throw for an exception of the SDK.
   *
   * @param target the bucket or object that the action was about
   */
  IOException translate(S3Action action, Location target, RuntimeException e) {
    UploadBody.Unreadable unreadable = cause(e, UploadBody.Unreadable.class);
    if (unreadable != null) {
      IOException reason = unreadable.reason();
      return withCause(new FileSystemException(name(target), null, reason.getMessage()), reason);
    }
    S3Credentials.Unusable unusable = cause(e, S3Credentials.Unusable.class);
    if (unusable != null) {
      return new InvalidCredentialsException(
          name(target), "could not " + action.words() + " it: " + unusable.getMessage(), unusable);
    }
    return e instanceof AwsServiceException answer
        ? answered(action, target, answer)
        : unanswered(action, target, e);
  }

  /** A response whose body broke off. */
  IOException broken(S3Action action, Location target, String how, Exception cause) {
    return new TransientStorageException(
        name(target), couldNot(action) + how + " (" + endpoint + ")", cause);
  }

  /** The URI, and the key as it is where the URI has to encode it. */
  static String name(Location target) {
    String uri = target.toString();
    return uri.contains(target.key()) ? uri : uri + " (key '" + target.key() + "')";
  }

  /** The error code of an answer; empty where it had no body, as answers to HEAD. */
  static String code(AwsServiceException e) {
    return details(e).map(AwsErrorDetails::errorCode).orElse("");
  }

  /** Whether the answer says that the newest version of the key is a delete marker. */
  static boolean isDeleteMarker(AwsServiceException e) {
    return header(e, DELETE_MARKER_HEADER).filter("true"::equals).isPresent();
  }

  /** Whether the server does not know the request. */
  static boolean isNotOffered(FileSystemException e) {
    return e.getCause() instanceof AwsServiceException answer
        && (answer.statusCode() == 501 || answer.statusCode() == 405);
  }

  private IOException answered(S3Action action, Location target, AwsServiceException e) {
    String uri = name(target);
    String bucket = name(target.withoutKey());
    String said = couldNot(action) + said(e);
    switch (code(e)) {
      case "NoSuchBucket" -> {
        return new NoSuchBucketException(
            bucket,
            "there is no such bucket on " + endpoint + "; check its name and the endpoint",
            e);
      }
      case "NoSuchKey", "NoSuchVersion" -> {
        return withCause(new NoSuchFileException(uri, null, "there is no such object"), e);
      }
      case "NoSuchUpload" -> {
        return withCause(
            new FileSystemException(
                uri, null, said + "; the upload was completed or aborted elsewhere"),
            e);
      }
      case "ExpiredToken", "TokenRefreshRequired" -> {
        return new InvalidCredentialsException(
            uri, said + "; the credentials have expired, get new ones", e);
      }
      case "InvalidAccessKeyId",
          "InvalidToken",
          "InvalidSecurity",
          "SignatureDoesNotMatch",
          "MissingSecurityHeader",
          "NotSignedUp" -> {
        return new InvalidCredentialsException(
            uri, said + "; check access key, secret and session token for " + endpoint, e);
      }
      case "RequestTimeTooSkewed" -> {
        return withCause(
            new FileSystemException(
                uri, null, said + "; set this machine's clock, or that of " + endpoint),
            e);
      }
      case "OperationAborted" -> {
        return new TransientStorageException(uri, said, e);
      }
      case "PreconditionFailed", "ConditionalRequestConflict" -> {
        return lost(uri, said, e);
      }
      case "PermanentRedirect",
          "TemporaryRedirect",
          "Redirect",
          "AuthorizationHeaderMalformed",
          "IllegalLocationConstraintException" -> {
        return wrongRegion(uri, said, e);
      }
      case "KeyTooLongError",
          "InvalidObjectName",
          "XMinioInvalidObjectName",
          "XMinioInvalidResourceName",
          "XMinioParentIsObject",
          "XMinioObjectExistsAsDirectory" -> {
        return action.writes()
            ? new InvalidObjectKeyException(
                uri, said + "; " + endpoint + " can't hold that key, use another", e)
            : withCause(
                new NoSuchFileException(
                    uri, null, "there is no such object; " + endpoint + " can't hold that key"),
                e);
      }
      case "InvalidBucketName" -> {
        return new NoSuchBucketException(bucket, said + "; no bucket can have that name", e);
      }
      case "InvalidArgument" -> {
        // What AWS and MinIO say of a version id that they could not have made.
        if (target.versionId() != null && !action.writes()) {
          return withCause(new NoSuchFileException(uri, null, "there is no such version"), e);
        }
      }
      case "BadDigest",
          "IncompleteBody",
          "InvalidDigest",
          "XAmzContentSHA256Mismatch",
          "RequestTimeout" -> {
        return new TransientStorageException(
            uri, said + "; the content was damaged on its way, try again", e);
      }
      case "EntityTooLarge", "EntityTooSmall", "MetadataTooLarge" -> {
        return withCause(
            new FileSystemException(uri, null, said + "; it is outside the server's limits"), e);
      }
      default -> {
        // By the status below.
      }
    }
    return byStatus(action, target, said, e);
  }

  private IOException byStatus(
      S3Action action, Location target, String said, AwsServiceException e) {
    String uri = name(target);
    int status = e.statusCode();
    if (status == 404 || (status == 405 && target.versionId() != null)) {
      // 405 is the answer for a version that is a delete marker.
      return withCause(new NoSuchFileException(uri, null, "there is no such object"), e);
    }
    if (status == 403 || status == 401) {
      return withCause(new AccessDeniedException(uri, null, denied(action, said)), e);
    }
    if (status == 409 || status == 412) {
      return lost(uri, said, e);
    }
    if (status == 301 || status == 307) {
      return wrongRegion(uri, said, e);
    }
    if ((status >= 500 && status != 501) || status == 429 || e.isThrottlingException()) {
      return new TransientStorageException(
          uri, said + "; " + endpoint + " is busy or failing, try again later", e);
    }
    return withCause(new FileSystemException(uri, null, said), e);
  }

  private static IOException lost(String uri, String said, AwsServiceException e) {
    return new PreconditionFailedException(
        uri, said + "; the object is not in the state that was asked for, read it again", e);
  }

  private static String denied(S3Action action, String said) {
    String message = said + "; the action " + action.permission() + " is not allowed";
    return action == S3Action.STAT || action == S3Action.READ
        ? message + ", or there is no such object and the action s3:ListBucket is not allowed"
        : message;
  }

  private IOException wrongRegion(String uri, String said, AwsServiceException e) {
    String where =
        header(e, REGION_HEADER)
            .map(region -> "the bucket is in the region " + region + ", set that one")
            .orElse("the bucket is in another region than " + endpoint.region().id());
    return withCause(new FileSystemException(uri, null, said + "; " + where), e);
  }

  private IOException unanswered(S3Action action, Location target, RuntimeException e) {
    String uri = name(target);
    String could = couldNot(action);
    if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
      Thread.currentThread().interrupt();
      return withCause(new InterruptedIOException(uri + ": " + could + "interrupted"), e);
    }
    if (cause(e, SSLException.class) != null) {
      return withCause(
          new FileSystemException(
              uri,
              null,
              could
                  + "no secure connection to "
                  + endpoint
                  + "; check its certificate, or whether it speaks plain http: "
                  + innermost(e)),
          e);
    }
    String hint = "";
    if (cause(e, UnknownHostException.class) != null) {
      hint = "; the host is unknown, check the endpoint and the network";
    } else if (cause(e, ConnectException.class) != null) {
      hint = "; nothing answers there, check the endpoint and that the server runs";
    }
    return cause(e, IOException.class) == null
        ? withCause(new FileSystemException(uri, null, could + innermost(e)), e)
        : new TransientStorageException(
            uri, could + "no answer from " + endpoint + ": " + innermost(e) + hint, e);
  }

  private static String couldNot(S3Action action) {
    return "could not " + action.words() + " it: ";
  }

  /** The server's own words, with the id by which its owner finds the request. */
  private static String said(AwsServiceException e) {
    StringBuilder said = new StringBuilder();
    details(e)
        .ifPresent(
            details -> {
              if (details.errorCode() != null) {
                said.append(details.errorCode()).append(": ");
              }
              if (details.errorMessage() != null) {
                said.append(details.errorMessage()).append(' ');
              }
            });
    said.append("(HTTP status ").append(e.statusCode());
    if (e.requestId() != null) {
      said.append(", request ").append(e.requestId());
    }
    return said.append(')').toString();
  }

  private static Optional<AwsErrorDetails> details(AwsServiceException e) {
    return Optional.ofNullable(e.awsErrorDetails());
  }

  private static Optional<String> header(AwsServiceException e, String name) {
    return details(e)
        .map(AwsErrorDetails::sdkHttpResponse)
        .flatMap(response -> response.firstMatchingHeader(name));
  }

  private static String innermost(Throwable e) {
    Throwable innermost = e;
    while (innermost.getCause() != null && innermost.getCause() != innermost) {
      innermost = innermost.getCause();
    }
    return Objects.requireNonNullElse(innermost.getMessage(), innermost.getClass().getSimpleName());
  }

  private static <T extends Throwable> @Nullable T cause(Throwable e, Class<T> type) {
    for (Throwable t = e; t != null; t = t.getCause() == t ? null : t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static <T extends IOException> T withCause(T exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }
}
