package io.t4.catalog.index;

import org.jspecify.annotations.Nullable;

/**
 * What the index knows of one version, enough to tell whether it is up to date.
 *
 * @param id of the document
 * @param versionId null where no versions are kept
 * @param latest whether it was the current version when it was indexed
 * @param eTag null for a delete marker
 * @param size in bytes
 * @param lastModified in milliseconds since 1970
 * @param reading how its content was read, as {@link ObjectDocument#reading} was told; null if that
 *     is not known
 */
public record IndexedVersion(
    String id,
    String key,
    @Nullable String versionId,
    boolean latest,
    @Nullable String eTag,
    long size,
    long lastModified,
    @Nullable String reading) {}
