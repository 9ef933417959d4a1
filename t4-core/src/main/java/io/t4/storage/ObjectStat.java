package io.t4.storage;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a store says of one object.
 *
 * @param size in bytes
 * @param eTag without quotes; null where the store has none
 * @param versionId null where the bucket keeps no versions
 * @param userMetadata the {@code x-amz-meta-*} entries by their lower-case names without that
 *     prefix
 * @param contentType null if unknown
 * @param sha256 the base64 SHA-256 that the store keeps of the whole content (never a composite of
 *     parts); null if it keeps none
 */
public record ObjectStat(
    String key,
    long size,
    Instant lastModified,
    @Nullable String eTag,
    @Nullable String versionId,
    Map<String, String> userMetadata,
    @Nullable String contentType,
    @Nullable String sha256) {

  public ObjectStat {
    userMetadata = Map.copyOf(userMetadata);
  }

  public ObjectSummary summary() {
    return new ObjectSummary(key, size, lastModified, eTag, versionId);
  }
}
