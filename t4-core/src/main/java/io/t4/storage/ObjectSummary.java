package io.t4.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a listing says of an object.
 *
 * @param size in bytes
 * @param eTag without quotes; null where the store has none. The content's MD5 in hex for most
 *     objects that were written in one piece
 * @param versionId null where the listing doesn't tell, or the bucket keeps no versions
 */
public record ObjectSummary(
    String key,
    long size,
    Instant lastModified,
    @Nullable String eTag,
    @Nullable String versionId) {}
