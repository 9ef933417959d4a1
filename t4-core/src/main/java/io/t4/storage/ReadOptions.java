package io.t4.storage;

import org.jspecify.annotations.Nullable;

/**
 * What is read of an object.
 *
 * @param versionId a version, or null for the current one
 * @param range a part of the content, or null for all of it. It is cut at the end of the content;
 *     if it begins there or behind, opening fails with an {@link java.io.IOException}
 * @param ifMatch the ETag that the object must have, or null
 */
public record ReadOptions(
    @Nullable String versionId, @Nullable ByteRange range, @Nullable String ifMatch) {
  /** The whole current version. */
  public static final ReadOptions ALL = new ReadOptions(null, null, null);

  public static ReadOptions version(@Nullable String versionId) {
    return new ReadOptions(versionId, null, null);
  }
}
