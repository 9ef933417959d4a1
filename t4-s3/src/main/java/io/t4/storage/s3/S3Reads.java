package io.t4.storage.s3;

import static io.t4.storage.s3.S3Headers.httpRange;
import static io.t4.storage.s3.S3Headers.quoted;
import static io.t4.storage.s3.S3Headers.unquoted;
import static io.t4.storage.s3.S3Headers.version;

import io.t4.storage.ByteRange;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsPartChecksums;
import io.t4.storage.SupportsPartChecksums.PartChecksums;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Tag;

/** Reads objects and what is known about them. */
final class S3Reads {
  /** A checksum of the parts' checksums, with their number. */
  private static final Pattern COMPOSITE = Pattern.compile("([A-Za-z0-9+/]{43}=)-([0-9]{1,5})");

  private final S3Requests requests;

  /** Whether the server takes the request for checksums on HEAD; some answer 400 to it. */
  private volatile boolean checksumsOnHead = true;

  S3Reads(S3Requests requests) {
    this.requests = requests;
  }

  ObjectStat stat(String key, @Nullable String versionId) throws IOException {
    Location target = requests.target(key, versionId);
    try {
      HeadObjectResponse head = head(target, checksumsOnHead);
      requests.sawBucket();
      return statOf(key, head);
    } catch (AwsServiceException e) {
      return explain(target, e);
    } catch (SdkException | S3Credentials.Unusable e) {
      throw requests.errors().translate(S3Action.STAT, target, e);
    }
  }

  private HeadObjectResponse head(Location target, boolean withChecksums) {
    HeadObjectRequest.Builder request = headRequest(target);
    if (withChecksums) {
      request.checksumMode(ChecksumMode.ENABLED);
    }
    return requests.client().headObject(request.build());
  }

  private static HeadObjectRequest.Builder headRequest(Location target) {
    return HeadObjectRequest.builder()
        .bucket(target.bucket())
        .key(target.key())
        .versionId(target.versionId());
  }

  /** See {@link SupportsPartChecksums}. */
  Optional<PartChecksums> partChecksums(String key, @Nullable String versionId) throws IOException {
    Location target = requests.target(key, versionId);
    if (!checksumsOnHead) {
      return Optional.empty();
    }
    String composite =
        requests.call(S3Action.STAT, target, () -> head(target, true)).checksumSHA256();
    Matcher parts = COMPOSITE.matcher(composite == null ? "" : composite);
    if (!parts.matches()) {
      return Optional.empty();
    }
    // Asked for a part, S3 tells the size of that part.
    HeadObjectRequest first = headRequest(target).partNumber(1).build();
    HeadObjectResponse head =
        requests.call(S3Action.STAT, target, () -> requests.client().headObject(first));
    return Optional.of(
        new PartChecksums(parts.group(1), Integer.parseInt(parts.group(2)), head.contentLength()));
  }

  /**
   * An answer to HEAD has no body and so no reason. Where the status alone could mean several
   * things, a GET of the same object tells which; it is given up before any content comes.
   */
  private ObjectStat explain(Location target, AwsServiceException e) throws IOException {
    int status = e.statusCode();
    boolean clear =
        S3Errors.isDeleteMarker(e) || (status == 404 && requests.bucketSeen()) || status == 405;
    if (clear || status >= 500 || status < 400) {
      throw requests.errors().translate(S3Action.STAT, target, e);
    }
    try {
      open(target, ReadOptions.version(target.versionId()), S3Action.STAT).close();
    } catch (NoSuchFileException missing) {
      requests.sawBucket();
      throw missing;
    }
    if (status != 400 || !checksumsOnHead) {
      throw requests.errors().translate(S3Action.STAT, target, e);
    }
    // The object can be read, so it was the request for checksums that the server refused.
    ObjectStat stat =
        requests.call(S3Action.STAT, target, () -> statOf(target.key(), head(target, false)));
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

  Map<String, String> tags(String key, @Nullable String versionId) throws IOException {
    Location target = requests.target(key, versionId);
    try {
      return requests
          .call(
              S3Action.GET_TAGS,
              target,
              () ->
                  requests
                      .client()
                      .getObjectTagging(
                          request ->
                              request
                                  .bucket(target.bucket())
                                  .key(target.key())
                                  .versionId(target.versionId())))
          .tagSet()
          .stream()
          .collect(Collectors.toUnmodifiableMap(Tag::key, S3Reads::value));
    } catch (NoSuchFileException e) {
      if (e.getCause() instanceof AwsServiceException answer
          && S3Errors.code(answer).equals("NoSuchTagSet")) {
        return Map.of();
      }
      throw e;
    } catch (FileSystemException e) {
      if (S3Errors.isNotOffered(e)) {
        return Map.of();
      }
      throw e;
    }
  }

  /** The SDK reads {@code <Value/>}, as some servers write an empty value, as none. */
  private static String value(Tag tag) {
    return tag.value() == null ? "" : tag.value();
  }

  ObjectContent open(String key, ReadOptions options) throws IOException {
    return open(requests.target(key, options.versionId()), options, S3Action.READ);
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
        requests.call(action, target, () -> requests.client().getObject(request.build()));
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
          "the answer of " + requests.connection().endpoint() + " has no Content-Length");
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
        new DownloadBody(
            body, length, (how, cause) -> requests.errors().broken(action, target, how, cause)));
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
            .formatted(requests.connection().endpoint(), contentRange));
  }
}
