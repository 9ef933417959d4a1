package io.t4.workflows;

import io.t4.error.WorkflowException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The workflow that was chosen, possibly none, with its schemas read. Immutable; safe for use from
 * many threads.
 */
public final class ChosenWorkflow {
  private final @Nullable Workflow workflow;
  private final Map<String, @Nullable Object> header = new LinkedHashMap<>();

  private final @Nullable PythonPattern handlePattern;
  private final @Nullable JsonSchema metadata;
  private final @Nullable ListSchema entries;

  /**
   * Chooses.
   *
   * @param workflow null for none
   * @param config the version of the configuration
   */
  ChosenWorkflow(@Nullable Workflow workflow, String config, WorkflowSchemas schemas) {
    this.workflow = workflow;
    handlePattern = workflow == null ? null : handlePattern(workflow);
    metadata =
        workflow == null
            ? null
            : workflow
                .metadataSchema()
                .map(id -> usable(id, workflow, JsonSchema::of, schemas))
                .orElse(null);
    entries =
        workflow == null
            ? null
            : workflow
                .entriesSchema()
                .map(id -> usable(id, workflow, ListSchema::new, schemas))
                .orElse(null);
    header.put("id", workflow == null ? null : workflow.id());
    header.put("config", config);
    if (!schemas.used().isEmpty()) {
      header.put("schemas", schemas.used());
    }
  }

  private static @Nullable PythonPattern handlePattern(Workflow workflow) {
    try {
      return workflow.handlePattern().map(PythonPattern::compile).orElse(null);
    } catch (WorkflowException e) {
      throw new WorkflowException(
          "The handle_pattern of the workflow '%s' can't be used: %s"
              .formatted(workflow.id(), e.getMessage()),
          e);
    }
  }

  /** Makes something of a schema. */
  @FunctionalInterface
  private interface Compilation<T> {
    T of(JsonNode schema);
  }

  private static <T> T usable(
      String id, Workflow workflow, Compilation<T> compilation, WorkflowSchemas schemas) {
    SchemaFile file = schemas.require(id, workflow);
    try {
      return compilation.of(file.schema());
    } catch (WorkflowException e) {
      throw new WorkflowException(
          "The schema '%s' of the workflow '%s' (%s) can't be used. %s"
              .formatted(id, workflow.id(), file.location(), e.getMessage()),
          e);
    }
  }

  /** The workflow; empty if none applies. */
  public Optional<Workflow> workflow() {
    return Optional.ofNullable(workflow);
  }

  /**
   * Checks a package: message, name, metadata, entries, in this order, until something is wrong.
   *
   * @return the value of {@code workflow} in the manifest's header: {@code id}, {@code config}, and
   *     {@code schemas} if there are any. A copy
   * @throws WorkflowException naming what doesn't satisfy the workflow, and what would
   */
  public Map<String, @Nullable Object> validate(PackageFacts facts) {
    if (workflow != null) {
      requireMessage(workflow, facts);
      requireName(workflow, facts);
      requireMetadata(workflow, facts);
      requireEntries(workflow, facts);
    }
    return new LinkedHashMap<>(header);
  }

  private static void requireMessage(Workflow workflow, PackageFacts facts) {
    String message = facts.message();
    if (workflow.isMessageRequired() && (message == null || message.isEmpty())) {
      throw new WorkflowException(
          "The workflow '%s' requires a message; say what is new in this revision of %s."
              .formatted(workflow.id(), facts.name()));
    }
  }

  private void requireName(Workflow workflow, PackageFacts facts) {
    if (handlePattern != null && !handlePattern.isFoundIn(facts.name())) {
      throw new WorkflowException(
          "The name '%s' doesn't match the handle_pattern of the workflow '%s': %s"
              .formatted(facts.name(), workflow.id(), handlePattern));
    }
  }

  private void requireMetadata(Workflow workflow, PackageFacts facts) {
    if (metadata != null) {
      metadata
          .problem(SchemaValues.node(facts.meta()), "")
          .ifPresent(
              problem -> {
                throw mismatch("metadata", facts, workflow, workflow.metadataSchema(), problem);
              });
    }
  }

  private void requireEntries(Workflow workflow, PackageFacts facts) {
    if (entries == null) {
      return;
    }
    ListCheck check = entries.check();
    Iterator<EntryFacts> all = facts.entries().get();
    for (long index = 0; all.hasNext(); index++) {
      check.next(element(all.next()), index);
    }
    check
        .problem()
        .ifPresent(
            problem -> {
              throw mismatch("entries", facts, workflow, workflow.entriesSchema(), problem);
            });
  }

  private static JsonNode element(EntryFacts entry) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("logical_key", entry.logicalKey());
    members.put("size", entry.size());
    members.put("meta", entry.meta());
    return SchemaValues.node(members);
  }

  private static WorkflowException mismatch(
      String what, PackageFacts facts, Workflow workflow, Optional<String> schema, String problem) {
    return new WorkflowException(
        "The %s of %s can't pass the workflow '%s' (schema '%s'): %s."
            .formatted(what, facts.name(), workflow.id(), schema.orElse(""), problem));
  }

  @Override
  public String toString() {
    return "ChosenWorkflow" + header;
  }
}
