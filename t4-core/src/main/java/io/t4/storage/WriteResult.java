package io.t4.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a write left in the store.
 *
 * @param eTag without quotes; null where the store has none
 * @param versionId null where the bucket keeps no versions
 */
public record WriteResult(String key, @Nullable String eTag, @Nullable String versionId) {}
