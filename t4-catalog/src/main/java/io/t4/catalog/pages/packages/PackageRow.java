package io.t4.catalog.pages.packages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A package in a list.
 *
 * @param revisions how many were published; null if that is not known
 * @param changed when the latest one was made the latest; null if that is not known
 * @param message of the latest one; null if it has none
 */
record PackageRow(
    String name, @Nullable Long revisions, @Nullable Instant changed, @Nullable String message) {
  private static final int LONGEST_MESSAGE = 300;

  /** Of which nothing but the name is known. */
  static PackageRow named(String name) {
    return new PackageRow(name, null, null, null);
  }

  /** The message of a document, or its beginning. */
  static @Nullable String message(JsonNode document) {
    String message = document.path("message").asString("");
    return message.isEmpty() ? null : RevisionHeader.beginning(message, LONGEST_MESSAGE);
  }
}
