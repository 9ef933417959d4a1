package io.t4.catalog.indexing;

import io.t4.storage.ObjectVersion;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a bucket is indexed.
 *
 * @param extensions whose content is indexed as text beyond those that are known, with their dots,
 *     in lower case
 * @param maxTextBytes the largest object whose content is read, in bytes
 * @param tags whether objects' tags are read, one more request for each
 * @param known whether an object of that key has a format whose text can be read
 */
record IndexingSettings(
    Set<String> extensions, long maxTextBytes, boolean tags, Predicate<String> known) {

  /** How the content of an object is read. */
  enum Reading {
    /** Not at all. */
    NONE,
    /** As plain text. */
    AS_TEXT,
    /** As its format wants it. */
    BY_FORMAT,
    /** It would be, were it not larger than what is read. */
    TOO_LARGE
  }

  IndexingSettings {
    extensions = Set.copyOf(extensions);
  }

  /** How a version's content is read. */
  Reading readingOf(ObjectVersion version) {
    boolean asText = isNamed(version.key());
    if (version.deleteMarker() || (!asText && !known.test(version.key()))) {
      return Reading.NONE;
    }
    if (version.size() > maxTextBytes) {
      return Reading.TOO_LARGE;
    }
    return asText ? Reading.AS_TEXT : Reading.BY_FORMAT;
  }

  /**
   * What a document notes of how it was made: that of an object differs if these settings would
   * make another document of it.
   */
  String noteOf(ObjectVersion version) {
    Reading reading = readingOf(version);
    return tags && !version.deleteMarker() ? reading + " TAGS" : reading.name();
  }

  private boolean isNamed(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(lower::endsWith);
  }
}
