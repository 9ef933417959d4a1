package io.t4.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.servers.BucketOnServer;
import io.t4.servers.S3TestServer;
import io.t4.session.T4Session;
import io.t4.workflows.WorkflowChoice;
import io.t4.workflows.WorkflowConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The versions of configuration and schemas are recorded as by quilt3. */
abstract class WorkflowVersions extends BucketOnServer {
  private String put(String key, String text) {
    return bucket().put(key, text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Test
  void areThoseThatWereRead() throws Exception {
    Python python = Python.withQuilt();
    String registry = bucket().location().toString();
    String first = put("schemas/\u00e4 b+c.json", "true");
    put("schemas/\u00e4 b+c.json", "{}");
    WorkflowCase workflowCase =
        WorkflowCase.of(
                """
                version: '1'
                workflows:
                  w: {name: W, metadata_schema: old, entries_schema: new}
                schemas:
                  new: {url: '%s/schemas/\u00e4%%20b%%2Bc.json'}
                  old: {url: '%s'}
                """
                    .formatted(registry, first))
            .choosing(WorkflowChoice.named("w"));
    put(WorkflowConfig.KEY, "replaced below");
    String config = put(WorkflowConfig.KEY, String.valueOf(workflowCase.config()));
    Map<String, Object> expected =
        python.run(
            "workflow_outcomes.py",
            Map.of(
                "cases",
                Map.of("s3", workflowCase.arguments(registry)),
                "environment",
                Map.of(
                    "AWS_ENDPOINT_URL", server().endpoint().toString(),
                    "AWS_REGION", S3TestServer.REGION,
                    "AWS_DEFAULT_REGION", S3TestServer.REGION,
                    "AWS_ACCESS_KEY_ID", server().accessKey(),
                    "AWS_SECRET_ACCESS_KEY", server().secretKey())));
    try (T4Session session = server().session().configDirectory(disk.resolve("own")).build()) {
      Map<String, @Nullable Object> header =
          WorkflowConfig.validate(
                  bucket().location(), session, workflowCase.choice(), workflowCase.facts())
              .orElseThrow();
      assertThat(header).containsEntry("config", config);
      assertThat(Json.write(header, JsonStyle.PYTHON_ASCII))
          .contains(first)
          .as("Python: %s", expected)
          .isEqualTo(Objects.requireNonNull((Map<?, ?>) expected.get("s3")).get("accepted"));
    }
  }
}
