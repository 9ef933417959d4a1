package io.t4.workflows;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.WorkflowException;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows of a registry that keeps versions, and what is said about what doesn't fit. */
class WorkflowConfigTest {
  private static final Location REGISTRY = Location.bucket("memory", "registry");
  private static final String HEAD = "version: '1'\nworkflows:\n  strict:\n    name: Strict\n";

  @TempDir Path disk;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private T4Session session;

  @BeforeEach
  void open() {
    session = T4Session.builder().configDirectory(disk.resolve("config")).build();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private String put(String key, String text) throws IOException {
    ObjectStore store = session.store(REGISTRY);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    WriteResult written = store.put(key, Content.of(bytes), WriteOptions.NONE);
    return REGISTRY.resolve(key, written.versionId()).toString();
  }

  private WorkflowConfig config(String text) throws IOException {
    put(WorkflowConfig.KEY, text);
    return WorkflowConfig.load(REGISTRY, session).orElseThrow();
  }

  private static PackageFacts facts(
      @Nullable String message, Map<String, ?> meta, EntryFacts... entries) {
    return new PackageFacts("team/storms", message, meta, () -> List.of(entries).iterator());
  }

  @Test
  void aRegistryWithoutConfigurationHasNoWorkflows() {
    assertThat(WorkflowConfig.load(REGISTRY, session)).isEmpty();
    assertThat(WorkflowConfig.load(Location.directory(disk), session)).isEmpty();
    PackageFacts facts = facts(null, Map.of());
    assertThat(WorkflowConfig.validate(REGISTRY, session, WorkflowChoice.byDefault(), facts))
        .isEmpty();
    assertThatThrownBy(
            () -> WorkflowConfig.validate(REGISTRY, session, WorkflowChoice.named("strict"), facts))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("'strict'")
        .hasMessageContaining(REGISTRY.toString());
  }

  @Test
  void allSettingsAreOffered() throws IOException {
    WorkflowConfig config =
        config(
            """
            version: {base: 1.1.0, catalog: 1.0.0}
            is_workflow_required: no
            default_workflow: strict
            workflows:
              strict:
                name: Strict
                description: For all
                handle_pattern: ^team/
                metadata_schema: m
                entries_schema: e
                is_message_required: yes
              free: {name: Free}
            successors:
              s3://one: {title: One}
              s3://two: {title: Two, copy_data: false}
            """);
    assertThat(config.isWorkflowRequired()).isFalse();
    assertThat(config.defaultWorkflow()).contains("strict");
    assertThat(config.workflows()).containsOnlyKeys("strict", "free");
    Workflow strict = requireNonNull(config.workflows().get("strict"));
    assertThat(strict.name()).isEqualTo("Strict");
    assertThat(strict.description()).contains("For all");
    assertThat(strict.handlePattern()).contains("^team/");
    assertThat(strict.metadataSchema()).contains("m");
    assertThat(strict.entriesSchema()).contains("e");
    assertThat(strict.isMessageRequired()).isTrue();
    assertThat(config.successors())
        .isEqualTo(
            Map.of(
                "s3://one", new Successor("One", true), "s3://two", new Successor("Two", false)));
  }

  @Test
  void whatAppliedIsNamedByItsVersions() throws IOException {
    String schema = put("schemas/m.json", "{\"required\": [\"city\"]}");
    put("schemas/m.json", "false");
    String text =
        HEAD
            + "    metadata_schema: m\n    entries_schema: e\nschemas:\n"
            + "  e: {url: 'memory://registry/schemas/e.json'}\n"
            + "  m: {url: '"
            + schema
            + "'}\n";
    String entries = put("schemas/e.json", "{\"minItems\": 1}");
    String config = put(WorkflowConfig.KEY, text);
    Map<String, @Nullable Object> header =
        WorkflowConfig.validate(
                REGISTRY,
                session,
                WorkflowChoice.named("strict"),
                facts(null, Map.of("city", "Oslo"), new EntryFacts("a", 1L, Map.of())))
            .orElseThrow();
    assertThat(header.keySet()).containsExactly("id", "config", "schemas");
    assertThat(header)
        .isEqualTo(
            Map.of("id", "strict", "config", config, "schemas", Map.of("m", schema, "e", entries)));
    assertThat(config).contains("?versionId=");
    assertThat(schema).contains("?versionId=");
    assertThat(String.valueOf(header.get("schemas"))).matches("\\{m=.*, e=.*}");
  }

  @Test
  void whatDoesntFitIsNamed() throws IOException {
    put(
        "m.json",
        "{\"properties\": {\"age\": {\"properties\": {\"a/b\": {\"type\": \"integer\"}}}}}");
    put("e.json", "{\"items\": {\"properties\": {\"size\": {\"maximum\": 9}}}}");
    WorkflowConfig config =
        config(
            HEAD
                + "    handle_pattern: ^team/\n    is_message_required: true\n"
                + "    metadata_schema: m\n    entries_schema: e\n"
                + "schemas:\n  m: {url: 'memory://registry/m.json'}\n"
                + "  e: {url: 'memory://registry/e.json'}\n");
    ChosenWorkflow strict = config.choose(WorkflowChoice.named("strict"));
    assertThatThrownBy(() -> strict.validate(facts("", Map.of())))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("'strict' requires a message");
    assertThatThrownBy(
            () ->
                strict.validate(
                    new PackageFacts(
                        "lab/x", "m", Map.of(), () -> List.<EntryFacts>of().iterator())))
        .hasMessageContaining("'lab/x'")
        .hasMessageContaining("'strict': ^team/");
    assertThatThrownBy(() -> strict.validate(facts("m", Map.of("age", Map.of("a/b", "old")))))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("The metadata of team/storms")
        .hasMessageContaining("workflow 'strict' (schema 'm')")
        .hasMessageContaining("at '/age/a~1b': string found, integer expected");
    assertThatThrownBy(
            () ->
                strict.validate(
                    facts(
                        "m",
                        Map.of(),
                        new EntryFacts("a.csv", 9L, Map.of()),
                        new EntryFacts("b.csv", 10L, Map.of()))))
        .hasMessageContaining("The entries of team/storms")
        .hasMessageContaining("the entry 'b.csv' at '/1/size': must have a maximum value of 9");
    assertThat(strict.validate(facts("m", Map.of()))).containsEntry("id", "strict");
  }

  @Test
  void whatIsWrongInTheConfigurationIsNamed() {
    assertThatThrownBy(() -> config("version: '1'\nworkflows: {'a': {name: A, colour: red}}"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("memory://registry/.quilt/workflows/config.yml?versionId=")
        .hasMessageContaining("/workflows/a/colour is not known; known are catalog, name,");
    assertThatThrownBy(() -> config("version: 1\nworkflows: {a: {name: A}}"))
        .hasMessageContaining("/version must be");
    assertThatThrownBy(() -> config("version: '2'\nworkflows: {a: {name: A}}"))
        .hasMessageContaining("/version is 2; versions up to 1.1.0 are known");
    assertThatThrownBy(() -> config("version: '1'\n workflows: {a"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("can't be read")
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> config(HEAD).choose(WorkflowChoice.none()))
        .hasMessageContaining("requires a workflow; name one of strict");
    assertThatThrownBy(() -> config(HEAD).choose(WorkflowChoice.named("other")))
        .hasMessageContaining("no workflow 'other'")
        .hasMessageContaining("there are strict");
  }

  @Test
  void whatIsWrongWithASchemaIsNamed() throws IOException {
    Path local = Files.writeString(disk.resolve("local.json"), "true", StandardCharsets.UTF_8);
    Map<String, String> problems =
        Map.of(
            "{\"type\": \"thing\"}",
            "no schema of draft-07: at '/type'",
            "{\"items\": {\"$ref\": \"#\"}}",
            "$ref",
            "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}",
            "draft-04",
            "{\"pattern\": \"(\"}",
            "'(' can't be used as a regular expression",
            "[".repeat(500) + "]".repeat(500),
            "deeper than 100 levels",
            "{\"x\": \"" + "x".repeat(2 << 20) + "\"}",
            "larger than 1048576 bytes",
            "no JSON",
            "can't be read");
    for (Map.Entry<String, String> problem : problems.entrySet()) {
      put("m.json", problem.getKey());
      assertSchemaRefused("memory://registry/m.json", problem.getValue());
    }
    assertSchemaRefused(Location.directory(local).toString(), "local file");
    assertSchemaRefused("memory://registry/none.json", "none.json");
    assertSchemaRefused("https://example.com/m.json", "Nothing here opens");
  }

  private void assertSchemaRefused(String url, String problem) throws IOException {
    WorkflowConfig config =
        config(HEAD + "    metadata_schema: m\nschemas: {m: {url: '" + url + "'}}\n");
    assertThatThrownBy(() -> config.choose(WorkflowChoice.named("strict")))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("The schema 'm' of the workflow 'strict' (" + url)
        .hasMessageContaining(problem);
  }

  @Test
  void aliasesCantFillTheMemory() {
    StringBuilder bomb = new StringBuilder("version: '1'\ncatalog:\n  a0: &a0 [x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append(
          "  a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
    }
    assertThatThrownBy(() -> config(bomb + "workflows: {a: {name: A}}\n"))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("can't be read");
    assertThatThrownBy(() -> config("version: '1'\ncatalog: " + "[".repeat(100_000)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> config("version: '1'\ncatalog: &c {a: *c}\nworkflows: {a: {name: A}}"))
        .isInstanceOf(WorkflowException.class);
  }

  @Test
  void entriesArePassedThroughOneByOne() throws IOException {
    put("e.json", "{\"items\": {\"required\": [\"size\"]}, \"contains\": {\"const\": 1}}");
    WorkflowConfig config =
        config(HEAD + "    entries_schema: e\nschemas: {e: {url: 'memory://registry/e.json'}}\n");
    Iterator<EntryFacts> entries =
        LongStream.range(0, 30_000)
            .mapToObj(i -> new EntryFacts("dir/" + i, i, Map.of("text", "x".repeat(50_000))))
            .iterator();
    // A list of them would be larger than the heap that tests have.
    assertThatThrownBy(
            () ->
                config
                    .choose(WorkflowChoice.named("strict"))
                    .validate(new PackageFacts("team/storms", null, Map.of(), () -> entries)))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("no element fits the schema of 'contains', {\"const\":1}");
    assertThat(entries.hasNext()).isFalse();
  }
}
