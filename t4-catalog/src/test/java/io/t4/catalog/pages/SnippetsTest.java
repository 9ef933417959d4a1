package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.storage.Location;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the code that pages offer does what it says: it is run. */
class SnippetsTest {
  private static final String HARD = "a b/$x `id` \"q\" 'p' \\u0022\\n \u00e4%41?.txt";

  /** No local directory holds it. */
  private static final String HARDER = "\t\u00851\n" + HARD;

  @TempDir Path lab;
  @TempDir Path work;

  private Path file(String key) throws IOException {
    Path file = lab.resolve(key);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "Mjolnir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thor.txt", HARD})
  void javaReadsTheObject(String key) throws Exception {
    file(key);
    Location object = Location.directory(lab).resolve(key, null);
    String code = Objects.requireNonNull(Snippets.ofObject(object).get("Java"));
    assertThat(run(code, "value")).isEqualTo("Mjolnir");
  }

  @Test
  void javaFetchesTheDirectory() throws Exception {
    file("gods/thor/hammer.txt");
    String code =
        Objects.requireNonNull(
                Snippets.ofDirectory(Location.directory(lab), "gods/thor/").get("Java"))
            .replace("\"./thor/\"", "\"" + work.resolve("thor") + "/\"");
    run(code, "null");
    assertThat(work.resolve("thor/hammer.txt")).hasContent("Mjolnir");
  }

  @Test
  void javaCanBeCompiledWhateverTheKey() throws Exception {
    Location bucket = Location.bucket("s3", "lab");
    compile(Objects.requireNonNull(Snippets.ofDirectory(bucket, HARDER + "/").get("Java")), "null");
    compile(
        Objects.requireNonNull(Snippets.ofObject(bucket.resolve(HARDER, "1")).get("Java")),
        "value");
  }

  private Object run(String code, String result) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {compile(code, result).toUri().toURL()}, getClass().getClassLoader())) {
      Object value = loader.loadClass("Offered").getMethod("run").invoke(null);
      return value == null ? "null" : value;
    }
  }

  /** What follows the imports becomes a method; gives the directory of its class. */
  private Path compile(String code, String result) throws IOException {
    String[] parts = code.split("\n\n", 2);
    String program =
        "%s%npublic class Offered {%n  public static Object run() {%n%s%nreturn %s;%n}%n}"
            .formatted(parts[0], parts[1], result);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Offered.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    Path classes = Files.createDirectories(work.resolve("classes"));
    boolean compiled =
        compiler
            .getTask(problems, null, null, List.of("-d", classes.toString()), null, List.of(source))
            .call();
    assertThat(compiled).as("%s%n%s", program, problems).isTrue();
    return classes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"thor.txt", HARDER})
  void aShellTakesTheWordsForWhatTheyAre(String key) throws Exception {
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash), "there is no bash here");
    Location object = Location.bucket("s3", "lab").resolve(key, "v/1 2");
    assertThat(words(Snippets.ofObject(object))).containsExactly("t4", "fetch", object + "", ".");
    String prefix = key.replace(".txt", "/");
    assertThat(words(Snippets.ofDirectory(Location.bucket("s3", "lab"), prefix)))
        .containsExactly(
            "t4",
            "fetch",
            Location.bucket("s3", "lab").resolve(prefix, null).toString(),
            "./" + Path.of(prefix).getFileName() + "/");
  }

  private static List<String> words(Map<String, String> snippets) throws Exception {
    String script = "t4() { printf '%s\\0' t4 \"$@\"; }; " + snippets.get("Shell");
    Process shell = new ProcessBuilder("/bin/bash", "-c", script).start();
    shell.getOutputStream().close();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return new ArrayList<>(List.of(out.split("\0")));
  }

  @Test
  void pythonIsOfferedForBucketsThatItCanRead() {
    assertThat(Snippets.ofObject(Location.directory(lab).resolve("a", null)))
        .doesNotContainKey("Python");
    assertThat(
            Snippets.ofObject(Location.bucket("s3", "lab").resolve("a\n.txt", null)).get("Python"))
        .isEqualTo(
            "import quilt3\n\nquilt3.Bucket(\"s3://lab\").fetch(\"a\\u000a.txt\", \"./a\\u000a.txt\")");
    assertThat(
            Snippets.ofObject(Location.bucket("s3", "lab").resolve("b/a.txt", "7")).get("Python"))
        .isEqualTo(
            "import boto3\n\nboto3.client(\"s3\").download_file(\"lab\", \"b/a.txt\", \"./a.txt\", {\"VersionId\": \"7\"})");
  }
}
