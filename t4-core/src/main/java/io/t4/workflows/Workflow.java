package io.t4.workflows;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One workflow of a registry: what it asks of a package. Immutable. */
public final class Workflow {
  private final String id;
  private final String name;
  private final @Nullable String description;
  private final @Nullable String handlePattern;
  private final @Nullable String metadataSchema;
  private final @Nullable String entriesSchema;
  private final boolean messageRequired;

  /** Takes a member of {@code workflows}. */
  Workflow(String id, Section settings) {
    settings.requireOnly(
        "catalog",
        "name",
        "description",
        "handle_pattern",
        "metadata_schema",
        "entries_schema",
        "is_message_required");
    this.id = id;
    name = settings.requireWords("name");
    description = settings.has("description") ? settings.requireWords("description") : null;
    handlePattern = settings.textOrNull("handle_pattern");
    metadataSchema = settings.textOrNull("metadata_schema");
    entriesSchema = settings.textOrNull("entries_schema");
    messageRequired = settings.has("is_message_required") && settings.flag("is_message_required");
  }

  /** What it is chosen by. */
  public String id() {
    return id;
  }

  /** For people; not empty. */
  public String name() {
    return name;
  }

  /** For people. */
  public Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** A regular expression of Python of which a part of the package's name must be a match. */
  public Optional<String> handlePattern() {
    return Optional.ofNullable(handlePattern).filter(pattern -> !pattern.isEmpty());
  }

  /** The id of the schema for the package's metadata. */
  public Optional<String> metadataSchema() {
    return Optional.ofNullable(metadataSchema).filter(schema -> !schema.isEmpty());
  }

  /** The id of the schema for the list of the package's entries. */
  public Optional<String> entriesSchema() {
    return Optional.ofNullable(entriesSchema).filter(schema -> !schema.isEmpty());
  }

  /** Whether a revision must have a message. */
  public boolean isMessageRequired() {
    return messageRequired;
  }

  @Override
  public String toString() {
    return "Workflow[" + id + "]";
  }
}
