package io.t4.interop;

import io.t4.workflows.EntryFacts;
import io.t4.workflows.PackageFacts;
import io.t4.workflows.WorkflowChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A registry with workflows, a package, and a choice. Changes return a new case. */
record WorkflowCase(
    @Nullable String config,
    Map<String, String> schemas,
    WorkflowChoice choice,
    String name,
    @Nullable String message,
    @Nullable Object meta,
    List<EntryFacts> entries) {

  private static final String DIRECTORY = "$DIRECTORY";

  /** The default workflow of a registry for an empty package. */
  static WorkflowCase of(@Nullable String config) {
    return new WorkflowCase(
        config, Map.of(), WorkflowChoice.byDefault(), "team/storms", null, Map.of(), List.of());
  }

  /** One workflow, {@code w}, with these settings, each a line of YAML. */
  static WorkflowCase workflow(String... settings) {
    StringBuilder config =
        new StringBuilder("version: '1'\ndefault_workflow: w\nworkflows:\n  w:\n    name: W\n");
    Arrays.stream(settings).forEach(line -> config.append("    ").append(line).append('\n'));
    return of(config.toString());
  }

  /** One workflow with a schema for metadata. */
  static WorkflowCase metadata(String schema, Map<String, ?> meta) {
    return workflow("metadata_schema: m").withSchema("m", schema).withMeta(meta);
  }

  /** One workflow with a schema for entries. */
  static WorkflowCase entries(String schema, EntryFacts... entries) {
    return workflow("entries_schema: e").withSchema("e", schema).withEntries(entries);
  }

  /** With a schema of the configuration, which must end in its last section. */
  WorkflowCase withSchema(String id, String schema) {
    String section = schemas.isEmpty() ? "schemas:\n" : "";
    Map<String, String> more = new LinkedHashMap<>(schemas);
    more.put(id, schema);
    return new WorkflowCase(
        config + section + "  " + id + ": {url: 'file://" + DIRECTORY + "/" + id + ".json'}\n",
        more,
        choice,
        name,
        message,
        meta,
        entries);
  }

  /** With a file that the configuration names already. */
  WorkflowCase withSchemaFile(String file, String schema) {
    return new WorkflowCase(config, Map.of(file, schema), choice, name, message, meta, entries);
  }

  WorkflowCase choosing(WorkflowChoice other) {
    return new WorkflowCase(config, schemas, other, name, message, meta, entries);
  }

  WorkflowCase named(String other) {
    return new WorkflowCase(config, schemas, choice, other, message, meta, entries);
  }

  WorkflowCase saying(String other) {
    return new WorkflowCase(config, schemas, choice, name, other, meta, entries);
  }

  WorkflowCase withMeta(@Nullable Object other) {
    return new WorkflowCase(config, schemas, choice, name, message, other, entries);
  }

  WorkflowCase withEntries(EntryFacts... other) {
    return new WorkflowCase(config, schemas, choice, name, message, meta, List.of(other));
  }

  PackageFacts facts() {
    return new PackageFacts(name, message, meta, entries::iterator);
  }

  /** Makes the registry in a directory. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory.resolve(".quilt/workflows"));
    if (config != null) {
      Files.writeString(
          directory.resolve(".quilt/workflows/config.yml"),
          config.replace(DIRECTORY, directory.toString()),
          StandardCharsets.UTF_8);
    }
    for (Map.Entry<String, String> schema : schemas.entrySet()) {
      Files.writeString(
          directory.resolve(schema.getKey() + ".json"), schema.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** For the script. */
  Map<String, @Nullable Object> arguments(String registry) {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("registry", registry);
    arguments.put(
        "choice",
        choice instanceof WorkflowChoice.Named chosen
            ? "named " + chosen.id()
            : choice == WorkflowChoice.Fixed.NONE ? "none" : "default");
    arguments.put("name", name);
    arguments.put("message", message);
    arguments.put("meta", meta);
    List<List<@Nullable Object>> listed = new ArrayList<>();
    entries.forEach(
        entry -> listed.add(Arrays.asList(entry.logicalKey(), entry.size(), entry.meta())));
    arguments.put("entries", listed);
    return arguments;
  }
}
