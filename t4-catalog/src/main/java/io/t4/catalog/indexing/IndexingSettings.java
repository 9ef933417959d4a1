package io.t4.catalog.indexing;

import java.util.Locale;
import java.util.Set;

/**
 * What of a bucket is indexed.
 *
 * @param extensions whose content is indexed as text beyond those that are known, with their dots,
 *     in lower case
 * @param maxTextBytes the largest object whose content is read, in bytes
 * @param tags whether objects' tags are read, one more request for each
 */
record IndexingSettings(Set<String> extensions, long maxTextBytes, boolean tags) {
  IndexingSettings {
    extensions = Set.copyOf(extensions);
  }

  /** Whether the content is to be taken as plain text although its format is not known. */
  boolean indexesAsText(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(lower::endsWith);
  }
}
