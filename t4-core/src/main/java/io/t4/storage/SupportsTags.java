package io.t4.storage;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store whose objects may have tags: labels beside the metadata, which can change later. */
public interface SupportsTags {
  /**
   * The tags of an object.
   *
   * @param versionId a version, or null for the current one
   * @return values by name; empty if it has none, or the server doesn't know tags
   * @throws java.nio.file.NoSuchFileException if there is no such object, or the version is a
   *     delete marker
   * @throws java.nio.file.AccessDeniedException if tags may not be read, which needs a permission
   *     of its own
   */
  Map<String, String> tags(String key, @Nullable String versionId) throws IOException;
}
