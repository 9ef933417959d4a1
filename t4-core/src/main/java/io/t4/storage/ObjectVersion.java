package io.t4.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an object, or a delete marker.
 *
 * @param versionId null in a store that keeps no versions
 * @param latest whether this is what a read without version id meets
 * @param deleteMarker whether this marks a deletion; size is then 0 and eTag null
 */
public record ObjectVersion(
    String key,
    @Nullable String versionId,
    boolean latest,
    boolean deleteMarker,
    long size,
    Instant lastModified,
    @Nullable String eTag) {}
