package io.t4.catalog.index;

import tools.jackson.databind.node.ObjectNode;

/**
 * A change of the index. Of two for one document the one with the later observation wins, in
 * whatever order they arrive.
 */
public sealed interface IndexWrite {
  /** The key of the object that this is about. */
  String key();

  /** The document's id. */
  String id();

  /** How much text is in memory for this, in characters. */
  default int textLength() {
    return 0;
  }

  /** When the object's state was read, in microseconds since 1970. */
  long observed();

  /** Writes a document as a whole. */
  record Put(String key, String id, ObjectNode document, long observed) implements IndexWrite {
    @Override
    public int textLength() {
      return document.path("text").asString("").length()
          + document.path("key_text").asString("").length();
    }
  }

  /** Removes a document; one that isn't there is fine. */
  record Remove(String key, String id, long observed) implements IndexWrite {}

  /** Removes the document of a version. */
  static IndexWrite remove(IndexedVersion version, long observed) {
    return new Remove(version.key(), version.id(), observed);
  }
}
