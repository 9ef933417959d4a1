package io.t4.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Python with boto3, pandas, numpy and pyarrow, and the scripts beside this class, which take and
 * give JSON.
 */
public record Python(String command) {
  private static final String SETTING = "T4_TEST_PYTHON";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS).build();

  /** The answer to the question whether there is one, which takes seconds. */
  private static final class Found {
    static final Python PYTHON =
        new Python(
            System.getProperty(
                SETTING, Objects.requireNonNullElse(System.getenv(SETTING), "python3")));
    static final boolean HAS_LIBRARIES = PYTHON.imports("boto3, pandas, numpy, pyarrow");
  }

  /** The same for packages. */
  private static final class FoundQuilt {
    static final boolean HAS_QUILT = Found.PYTHON.imports("boto3, quilt3");
  }

  /** The one of the setting {@code T4_TEST_PYTHON}, else {@code python3}; else skips the test. */
  static Python required() {
    assumeTrue(
        Found.HAS_LIBRARIES,
        () ->
            "%s is no Python with boto3, pandas, numpy and pyarrow; set %s to one"
                .formatted(Found.PYTHON.command, SETTING));
    return Found.PYTHON;
  }

  /** As {@link #required}, for packages: a Python that has quilt3; else skips the test. */
  public static Python withQuilt() {
    assumeTrue(
        FoundQuilt.HAS_QUILT,
        () ->
            "%s is no Python with boto3 and quilt3; set %s to one"
                .formatted(Found.PYTHON.command, SETTING));
    return Found.PYTHON;
  }

  private boolean imports(String modules) {
    try {
      Process process =
          new ProcessBuilder(command, "-c", "import " + modules)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs a script to its end, giving it the arguments as JSON; its JSON comes back. */
  Map<String, Object> run(String script, Map<String, ?> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("t4-python-", ".json");
    Path errors = Files.createTempFile("t4-python-", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command, script(script).toString()))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        JSON.writeValue(in, arguments);
      }
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      process.destroyForcibly();
      assertThat(ended && process.exitValue() == 0)
          .as("%s: %s", script, Files.readString(errors, StandardCharsets.UTF_8))
          .isTrue();
      Map<String, Object> found = JSON.readValue(output.toFile(), new TypeReference<>() {});
      found.replaceAll((name, value) -> withLongs(value));
      return found;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }

  /** Whole numbers as T4 has them: Long where they fit. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // The maps and lists are those of the parser.
  private static Object withLongs(Object value) {
    if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
      return number.longValue();
    }
    if (value instanceof Map map) {
      map.replaceAll((name, item) -> item == null ? null : withLongs(item));
    } else if (value instanceof List list) {
      list.replaceAll(item -> item == null ? null : withLongs(item));
    }
    return value;
  }

  private static Path script(String name) {
    URL resource = Objects.requireNonNull(Python.class.getResource(name), name);
    try {
      return Path.of(resource.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name, e);
    }
  }
}
