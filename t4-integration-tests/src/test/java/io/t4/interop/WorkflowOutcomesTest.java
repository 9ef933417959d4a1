package io.t4.interop;

import static io.t4.interop.WorkflowCase.entries;
import static io.t4.interop.WorkflowCase.metadata;
import static io.t4.interop.WorkflowCase.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.t4.error.WorkflowException;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.workflows.EntryFacts;
import io.t4.workflows.WorkflowChoice;
import io.t4.workflows.WorkflowConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows refuse and accept as in quilt3, and record the same. */
class WorkflowOutcomesTest {
  private static final WorkflowChoice NONE = WorkflowChoice.none();
  private static final String REFUSED = "refused";

  private static final EntryFacts README = new EntryFacts("README.md", 10L, Map.of());
  private static final EntryFacts DATA =
      new EntryFacts("data/a.csv", 1000L, Map.of("city", "Oslo", "n", 1L));
  private static final EntryFacts UNSIZED = new EntryFacts("data/b.csv", null, Map.of());

  @TempDir Path disk;

  @Test
  void areThoseOfPython() throws Exception {
    Python python = Python.withQuilt();
    Map<String, WorkflowCase> cases = cases();
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    for (Map.Entry<String, WorkflowCase> named : cases.entrySet()) {
      Path registry = Files.createDirectory(registry(named.getKey(), cases));
      named.getValue().write(registry);
      arguments.put(
          named.getKey(), named.getValue().arguments(Location.directory(registry).toString()));
    }
    Map<String, Object> expected = python.run("workflow_outcomes.py", Map.of("cases", arguments));
    assertThat(expected).hasSameSizeAs(cases);
    try (T4Session session = T4Session.builder().configDirectory(disk.resolve("config")).build()) {
      assertSoftly(
          softly ->
              cases.forEach(
                  (what, workflowCase) -> {
                    Map<?, ?> python3 = (Map<?, ?>) Objects.requireNonNull(expected.get(what));
                    Object outcome = python3.get("accepted");
                    softly
                        .assertThat(outcome(workflowCase, registry(what, cases), session))
                        .as("%s; Python: %s", what, python3)
                        .startsWith(outcome == null ? REFUSED : String.valueOf(outcome));
                  }));
    }
    long accepted =
        expected.values().stream()
            .filter(each -> ((Map<?, ?>) each).containsKey("accepted"))
            .count();
    assertThat(accepted).as("both outcomes are there").isBetween(20L, cases.size() - 20L);
  }

  private Path registry(String what, Map<String, WorkflowCase> cases) {
    return disk.resolve("registry" + List.copyOf(cases.keySet()).indexOf(what));
  }

  private static String outcome(WorkflowCase workflowCase, Path registry, T4Session session) {
    try {
      return WorkflowConfig.validate(
              Location.directory(registry), session, workflowCase.choice(), workflowCase.facts())
          .map(header -> Json.write(header, JsonStyle.PYTHON_ASCII))
          .orElse("null");
    } catch (WorkflowException e) {
      return REFUSED + ": " + e.getMessage();
    }
  }

  private static Map<String, WorkflowCase> cases() {
    Map<String, WorkflowCase> cases = new LinkedHashMap<>();
    choices(cases);
    configurations(cases);
    rules(cases);
    metadataSchemas(cases);
    otherMetadata(cases);
    entriesSchemas(cases);
    return cases;
  }

  private static void choices(Map<String, WorkflowCase> cases) {
    WorkflowCase optional =
        WorkflowCase.of(
            "version: '1'\nis_workflow_required: false\nworkflows: {a: {name: A}, b: {name: B}}\n");
    WorkflowCase required = WorkflowCase.of("version: '1'\nworkflows: {a: {name: A}}\n");
    cases.put("no configuration, default", WorkflowCase.of(null));
    cases.put("no configuration, none", WorkflowCase.of(null).choosing(NONE));
    cases.put("no configuration, named", WorkflowCase.of(null).choosing(WorkflowChoice.named("a")));
    cases.put("optional, default", optional);
    cases.put("optional, none", optional.choosing(NONE));
    cases.put("optional, named", optional.choosing(WorkflowChoice.named("b")));
    cases.put("optional, unknown", optional.choosing(WorkflowChoice.named("c")));
    cases.put("optional, empty id", optional.choosing(WorkflowChoice.named("")));
    cases.put("required, default", required);
    cases.put("required, none", required.choosing(NONE));
    cases.put("required, named", required.choosing(WorkflowChoice.named("a")));
    cases.put("with a default", workflow());
    cases.put("with a default, none", workflow().choosing(NONE));
    cases.put(
        "the default is unknown",
        WorkflowCase.of("version: '1'\ndefault_workflow: x\nworkflows: {a: {name: A}}"));
  }

  private static void configurations(Map<String, WorkflowCase> cases) {
    String rest = "\nis_workflow_required: false\nworkflows: {a: {name: A}}\n";
    for (String version :
        List.of(
            "'1'",
            "'1.0'",
            "'1.1'",
            "'1.1.0'",
            "'1.0.9'",
            "1",
            "1.1",
            "'1.1.1'",
            "'1.2'",
            "'2'",
            "'0'",
            "'01'",
            "'1.'",
            "'1.1.0.0'",
            "x",
            "{base: '1.1.0'}",
            "{base: '1.1.0', catalog: '9'}",
            "{base: '1.2'}",
            "{catalog: '1'}",
            "{base: '1', more: '1'}",
            "{base: 1}",
            "[]",
            "null",
            "'99999999999'")) {
      cases.put("version: " + version, WorkflowCase.of("version: " + version + rest));
    }
    for (String config :
        List.of(
            "",
            "[]",
            "text",
            "a: [",
            "a: 'b",
            "version: '1'",
            "version: '1'\nworkflows: {}",
            "version: '1'\nworkflows: []",
            "version: '1'\nworkflows: {a: {}}",
            "version: '1'\nworkflows: {a: {name: ''}}",
            "version: '1'\nworkflows: {a: {name: 1}}",
            "version: '1'\nworkflows: {1a: {name: A}}",
            "version: '1'\nworkflows: {a b: {name: A}}",
            "version: '1'\nworkflows: {" + "a".repeat(65) + ": {name: A}}",
            "workflows: {a: {name: A}}",
            "version: !!python/object:os.system '1'\nworkflows: {a: {name: A}}")) {
      cases.put("configuration: " + config, WorkflowCase.of(config));
    }
    for (String more :
        List.of(
            "unknown: 1",
            "catalog: {a: [1, 2.5, 2026-01-31, null]}",
            "is_workflow_required: no",
            "is_workflow_required: 'no'",
            "is_workflow_required: null",
            "default_workflow: a",
            "default_workflow: [a]",
            "schemas: {}",
            "schemas: {s: {}}",
            "schemas: {s: {url: 1}}",
            "schemas: {s: {url: x, more: 1}}",
            "successors: {}",
            "successors: {'s3://b': {}}",
            "successors: {'s3://b': {title: ''}}",
            "successors: {'s3://b': {title: B, copy_data: x}}",
            "successors: {'s3://b': {title: B, copy_data: false, more: 1}}",
            "workflows: {a: {name: Z}}",
            "x-defaults: &d {name: D}\nworkflows: {a: *d}")) {
      cases.put(
          "also: " + more,
          WorkflowCase.of("version: '1'\nworkflows: {a: {name: A}}\n" + more + "\n")
              .choosing(WorkflowChoice.named("a")));
    }
    cases.put(
        "merged mappings",
        WorkflowCase.of(
                """
           version: '1'
           catalog: &base {name: A, is_message_required: yes}
           workflows: {a: {<<: *base}}
           """)
            .choosing(WorkflowChoice.named("a")));
    cases.put("unknown setting", workflow("unknown: 1"));
    cases.put("catalog's setting", workflow("catalog: {x: 1}"));
    cases.put("empty description", workflow("description: ''"));
    cases.put("description is a date", workflow("description: 2026-01-31"));
    cases.put("description is a time", workflow("description: 12:30"));
    cases.put("description is a word", workflow("description: on"));
    cases.put("description is text", workflow("description: one 2 three"));
    cases.put("message is a word", workflow("is_message_required: maybe"));
    cases.put("pattern is null", workflow("handle_pattern: null"));
  }

  private static void rules(Map<String, WorkflowCase> cases) {
    cases.put("message wanted", workflow("is_message_required: true"));
    cases.put("message wanted, empty", workflow("is_message_required: YES").saying(""));
    cases.put("message wanted, there", workflow("is_message_required: on").saying("new"));
    cases.put("message not wanted", workflow("is_message_required: Off"));
    for (String pattern :
        List.of(
            "storms",
            "^storms",
            "^team/",
            "storms$",
            "^team/storms\\Z",
            "^(team|lab)/\\w+$",
            "^(?!team)",
            "^(?P<a>t).*(?P=a)",
            "(",
            "\\p{L}",
            "",
            "^[^\\W_]+/",
            "TEAM",
            "(?i)TEAM")) {
      cases.put("handle_pattern: " + pattern, workflow("handle_pattern: '" + pattern + "'"));
    }
    cases.put("Unicode names", workflow("handle_pattern: '^\\w+/\\w+$'").named("größe/ящик"));
  }

  /** What {@code user_meta} can be in a manifest, besides an object. */
  private static void otherMetadata(Map<String, WorkflowCase> cases) {
    for (Object meta : Arrays.asList(null, List.of(1L), "text", Map.of())) {
      for (String type : List.of("null", "object", "array", "string")) {
        String schema = "{\"type\": \"" + type + "\"}";
        cases.put(
            "metadata " + meta + " is " + type,
            WorkflowCase.metadata(schema, Map.of()).withMeta(meta));
        cases.put(
            "metadata " + meta + " of an entry is " + type,
            WorkflowCase.entries(
                "{\"items\": {\"properties\": {\"meta\": " + schema + "}}}",
                new EntryFacts("a.csv", 1L, meta)));
      }
    }
  }

  private static void metadataSchemas(Map<String, WorkflowCase> cases) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("city", "Zürich");
    meta.put("count", 3L);
    meta.put("ratio", 0.5);
    meta.put("whole", 2.0);
    meta.put("flag", true);
    meta.put("tags", List.of("a", "b", "a"));
    meta.put("deep", Map.of("x", Map.of("y", List.of(1L, 1.0))));
    for (String schema :
        List.of(
            "true",
            "false",
            "{}",
            "[]",
            "1",
            "{",
            "{\"type\": \"object\"}",
            "{\"type\": \"array\"}",
            "{\"type\": \"thing\"}",
            "{\"required\": [\"city\"]}",
            "{\"required\": [\"country\"]}",
            "{\"required\": \"city\"}",
            "{\"properties\": {\"city\": {\"minLength\": 6, \"maxLength\": 6}}}",
            "{\"properties\": {\"city\": {\"maxLength\": 5}}}",
            "{\"properties\": {\"city\": {\"pattern\": \"^Z.r\"}}}",
            "{\"properties\": {\"city\": {\"pattern\": \"rich\"}}}",
            "{\"properties\": {\"city\": {\"pattern\": \"^rich\"}}}",
            "{\"properties\": {\"city\": {\"pattern\": \"^\\\\w+$\"}}}",
            "{\"properties\": {\"city\": {\"pattern\": \"^(?=Z)\"}}}",
            "{\"properties\": {\"city\": {\"pattern\": \"[\"}}}",
            "{\"properties\": {\"none\": {\"pattern\": \"\\\\p{L}\"}}}",
            "{\"properties\": {\"city\": {\"format\": \"date-time\"}}}",
            "{\"properties\": {\"city\": {\"contentEncoding\": \"base64\"}}}",
            "{\"properties\": {\"city\": {\"contentMediaType\": \"application/json\"}}}",
            "{\"properties\": {\"city\": {\"enum\": [\"Oslo\", \"Zürich\"]}}}",
            "{\"properties\": {\"city\": {\"const\": \"Oslo\"}}}",
            "{\"properties\": {\"count\": {\"type\": \"integer\", \"minimum\": 3}}}",
            "{\"properties\": {\"count\": {\"exclusiveMinimum\": 3}}}",
            "{\"properties\": {\"count\": {\"exclusiveMinimum\": true}}}",
            "{\"properties\": {\"count\": {\"multipleOf\": 1.5}}}",
            "{\"properties\": {\"count\": {\"multipleOf\": 2}}}",
            "{\"properties\": {\"count\": {\"const\": 3.0}}}",
            "{\"properties\": {\"count\": {\"enum\": [true, \"3\"]}}}",
            "{\"properties\": {\"flag\": {\"const\": 1}}}",
            "{\"properties\": {\"flag\": {\"type\": [\"boolean\", \"null\"]}}}",
            "{\"properties\": {\"flag\": {\"type\": \"number\"}}}",
            "{\"properties\": {\"whole\": {\"type\": \"integer\"}}}",
            "{\"properties\": {\"ratio\": {\"type\": \"integer\"}}}",
            "{\"properties\": {\"tags\": {\"uniqueItems\": true}}}",
            "{\"properties\": {\"tags\": {\"items\": {\"enum\": [\"a\", \"b\"]}}}}",
            "{\"properties\": {\"tags\": {\"items\": [{\"const\": \"a\"}], \"additionalItems\": false}}}",
            "{\"properties\": {\"tags\": {\"contains\": {\"const\": \"c\"}}}}",
            "{\"properties\": {\"deep\": {\"const\": {\"x\": {\"y\": [1.0, 1]}}}}}",
            "{\"properties\": {\"deep\": {\"properties\": {\"x\": {\"properties\": {\"y\": {\"uniqueItems\": true}}}}}}}",
            "{\"propertyNames\": {\"pattern\": \"^[a-z]+$\"}}",
            "{\"propertyNames\": {\"maxLength\": 4}}",
            "{\"additionalProperties\": false}",
            "{\"additionalProperties\": false, \"patternProperties\": {\"^[a-z]\": true}}",
            "{\"patternProperties\": {\"^c\": {\"type\": \"string\"}}}",
            "{\"patternProperties\": {\"[\": {}}}",
            "{\"minProperties\": 8}",
            "{\"maxProperties\": 7}",
            "{\"dependencies\": {\"city\": [\"country\"]}}",
            "{\"dependencies\": {\"city\": {\"required\": [\"count\"]}}}",
            "{\"if\": {\"required\": [\"city\"]}, \"then\": {\"required\": [\"zip\"]}}",
            "{\"if\": {\"required\": [\"zip\"]}, \"then\": false}",
            "{\"not\": {\"required\": [\"city\"]}}",
            "{\"oneOf\": [{\"required\": [\"city\"]}, {\"required\": [\"count\"]}]}",
            "{\"anyOf\": [{\"required\": [\"zip\"]}, {\"required\": [\"count\"]}]}",
            "{\"$ref\": \"#/definitions/a\", \"definitions\": {\"a\": {}}}",
            "{\"properties\": {\"$ref\": {\"type\": \"string\"}}}",
            "{\"definitions\": {\"a\": {\"type\": \"thing\"}}}",
            "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"$id\": \"https://example.com/a\"}",
            "{\"$schema\": \"http://json-schema.org/draft-07/schema\"}",
            "{\"$schema\": \"http://json-schema.org/draft-04/schema#\"}",
            "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
            "{\"$schema\": 7}",
            "{\"$id\": \"team/schema\", \"$comment\": \"none\", \"required\": [\"zip\"]}",
            "{\"dependentRequired\": {\"city\": [\"country\"]}, \"minContains\": 3, \"x\": [{\"type\": 1}]}",
            "{\"unevaluatedProperties\": false, \"prefixItems\": [false]}")) {
      cases.put("metadata: " + schema, metadata(schema, meta));
    }
    cases.put("no metadata", metadata("{\"type\": \"object\", \"maxProperties\": 0}", Map.of()));
    cases.put("no such schema", workflow("metadata_schema: x"));
    cases.put("no schema wanted", workflow("metadata_schema: ''"));
    for (String url : List.of("file:///nowhere/at.all", "https://example.com/x", "x", "s3://")) {
      cases.put(
          "schema at " + url,
          WorkflowCase.of(
              workflow("metadata_schema: x").config() + "schemas: {x: {url: '" + url + "'}}\n"));
    }
  }

  private static void entriesSchemas(Map<String, WorkflowCase> cases) {
    for (String schema :
        List.of(
            "true",
            "false",
            "{\"type\": \"object\"}",
            "{\"type\": [\"array\", \"null\"]}",
            "{\"minItems\": 3}",
            "{\"minItems\": 3.0}",
            "{\"minItems\": 4}",
            "{\"maxItems\": 2}",
            "{\"uniqueItems\": true}",
            "{\"items\": {\"required\": [\"logical_key\", \"size\", \"meta\"], \"additionalProperties\": false}}",
            "{\"items\": {\"properties\": {\"size\": {\"type\": \"integer\"}}}}",
            "{\"items\": {\"properties\": {\"size\": {\"type\": [\"integer\", \"null\"], \"maximum\": 999}}}}",
            "{\"items\": {\"properties\": {\"logical_key\": {\"pattern\": \"\\\\.(md|csv)$\"}}}}",
            "{\"items\": {\"properties\": {\"meta\": {\"maxProperties\": 2}}}}",
            "{\"items\": {\"properties\": {\"meta\": {\"required\": [\"city\"]}}}}",
            "{\"items\": [{\"properties\": {\"logical_key\": {\"const\": \"README.md\"}}}, true]}",
            "{\"items\": [true, true], \"additionalItems\": false}",
            "{\"items\": [true, true, true], \"additionalItems\": false}",
            "{\"additionalItems\": false}",
            "{\"contains\": {\"properties\": {\"logical_key\": {\"const\": \"README.md\"}, \"size\": {\"minimum\": 1}}}}",
            "{\"contains\": {\"properties\": {\"logical_key\": {\"const\": \"LICENSE\"}}}}",
            "{\"allOf\": [{\"contains\": {\"properties\": {\"size\": {\"const\": 1000}}}}, {\"minItems\": 2}]}",
            "{\"allOf\": [{\"contains\": {\"properties\": {\"size\": {\"const\": 1001}}}}, {\"minItems\": 2}]}",
            "{\"anyOf\": [{\"minItems\": 9}, {\"maxItems\": 9}]}",
            "{\"anyOf\": [{\"minItems\": 9}, {\"maxItems\": 1}]}",
            "{\"oneOf\": [{\"minItems\": 1}, {\"maxItems\": 9}]}",
            "{\"oneOf\": [{\"minItems\": 1}, {\"maxItems\": 1}]}",
            "{\"not\": {\"contains\": {\"properties\": {\"meta\": {\"required\": [\"city\"]}}}}}",
            "{\"not\": {\"minItems\": 9}}",
            "{\"if\": {\"minItems\": 2}, \"then\": {\"maxItems\": 2}}",
            "{\"if\": {\"minItems\": 9}, \"then\": false, \"else\": {\"minItems\": 3}}",
            "{\"then\": false, \"else\": false}",
            "{\"const\": []}",
            "{\"enum\": [[], 1]}",
            "{\"const\": [{\"size\": 10.0, \"meta\": {}, \"logical_key\": \"README.md\"},"
                + " {\"size\": 1000, \"meta\": {\"n\": 1, \"city\": \"Oslo\"}, \"logical_key\": \"data/a.csv\"},"
                + " {\"size\": null, \"meta\": {}, \"logical_key\": \"data/b.csv\"}]}",
            "{\"minimum\": 3, \"pattern\": \"x\", \"required\": [\"x\"], \"format\": \"email\"}",
            "{\"pattern\": \"[\"}",
            "{\"items\": {\"pattern\": \"[\"}}",
            "{\"minItems\": -1}",
            "{\"items\": {\"$ref\": \"#\"}}")) {
      cases.put("entries: " + schema, entries(schema, README, DATA, UNSIZED));
    }
    cases.put("no entries", entries("{\"maxItems\": 0, \"contains\": true}"));
    cases.put("no entries, no contains", entries("{\"maxItems\": 0, \"items\": false}"));
    WorkflowCase both =
        workflow("entries_schema: e", "metadata_schema: m", "is_message_required: true")
            .withSchema("e", "{\"minItems\": 1}")
            .withSchema("m", "{\"required\": [\"city\"]}")
            .withMeta(Map.of("city", "Oslo"))
            .withEntries(DATA)
            .saying("all is there");
    cases.put("both schemas", both);
    cases.put("both schemas, no metadata", both.withMeta(Map.of()));
    cases.put("both schemas, no entries", both.withEntries());
    cases.put(
        "one schema for both",
        workflow("entries_schema: m", "metadata_schema: m").withSchema("m", "{}"));
    cases.put(
        "one file for both",
        WorkflowCase.of(
                workflow("entries_schema: e", "metadata_schema: m").withSchema("m", "{}").config()
                    + "  e: {url: 'file://$DIRECTORY/m.json'}\n")
            .withSchemaFile("m", "{}"));
  }
}
