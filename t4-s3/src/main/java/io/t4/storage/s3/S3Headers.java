package io.t4.storage.s3;

import io.t4.storage.ByteRange;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import org.jspecify.annotations.Nullable;

/** How values stand in the headers of S3. */
final class S3Headers {
  static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

  private S3Headers() {}

  static String httpRange(ByteRange range) {
    return "bytes=" + range.offset() + "-" + range.last();
  }

  static WriteResult result(String key, @Nullable String eTag, @Nullable String versionId) {
    return new WriteResult(key, unquoted(eTag), version(versionId));
  }

  static String contentType(WriteOptions options) {
    String contentType = options.contentType();
    return contentType == null ? DEFAULT_CONTENT_TYPE : contentType;
  }

  static @Nullable String ifMatch(WriteOptions options) {
    return options.precondition() instanceof WriteOptions.Precondition.IfMatch match
        ? quoted(match.eTag())
        : null;
  }

  static @Nullable String ifNoneMatch(WriteOptions options) {
    return options.precondition() instanceof WriteOptions.Precondition.IfAbsent ? "*" : null;
  }

  static @Nullable String quoted(@Nullable String eTag) {
    return eTag == null ? null : '"' + eTag + '"';
  }

  static @Nullable String unquoted(@Nullable String eTag) {
    return eTag == null ? null : eTag.replace("\"", "");
  }

  /** The id "null" stands for an object in a bucket that keeps no versions. */
  static @Nullable String version(@Nullable String versionId) {
    return "null".equals(versionId) ? null : versionId;
  }
}
