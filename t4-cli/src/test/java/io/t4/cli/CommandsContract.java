package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do on every store. */
abstract class CommandsContract {
  @TempDir Path directory = Path.of("");
  private String bucket = "";

  /** The URI of a new bucket, without {@code /} at its end. */
  abstract String newBucket() throws IOException;

  /** What the commands need in their environment to reach it. */
  abstract Map<String, String> environment();

  @BeforeEach
  void makeBucket() throws IOException {
    bucket = newBucket();
  }

  /** The URI of an object in the test's bucket. */
  final String uri(String key) {
    return bucket + "/" + key;
  }

  final String bucket() {
    return bucket;
  }

  final T4Process process() {
    return new T4Process(directory).environment(environment());
  }

  final T4Process.Result t4(String... arguments) throws Exception {
    return process().run(arguments);
  }

  /** Runs a command that must succeed without a word on standard error. */
  final T4Process.Result fine(String... arguments) throws Exception {
    T4Process.Result result = t4(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  final Path file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  static Map<String, @Nullable Object> object(String line) {
    return Json.readObject(line, JsonReading.STRICT);
  }

  @Test
  void aFileIsPutListedAndWrittenToStandardOutput() throws Exception {
    file("thor.txt", "Hail Thor!\n");

    assertThat(fine("put", "thor.txt", uri("gods/")).out()).startsWith(uri("gods/thor.txt"));
    assertThat(fine("keys", bucket).out()).isEqualTo("gods/thor.txt\n");
    assertThat(fine("cat", uri("gods/thor.txt")).out()).isEqualTo("Hail Thor!\n");
  }

  @Test
  void standardInputIsPut() throws Exception {
    T4Process.Result put = process().input("{\"god\": \"Thor\"}").run("put", "-", uri("a.json"));

    assertThat(put.exitCode()).isZero();
    assertThat(fine("show", "--json", uri("a.json")).out()).isEqualTo("{\"god\": \"Thor\"}\n");
  }

  @Test
  void standardInputWithoutANameIsWrongUsage() throws Exception {
    T4Process.Result put = process().input("x").run("put", "-", uri("gods/"));

    assertThat(put.exitCode()).isEqualTo(2);
    assertThat(put.err()).contains(uri("gods/"));
  }

  @Test
  void aDirectoryIsPutFetchedAndNotFetchedAgain() throws Exception {
    file("in/a.txt", "a");
    file("in/b/c.txt", "cc");

    assertThat(object(fine("put", "--json", "in", uri("x/")).out()))
        .containsEntry("transferred", 2L)
        .containsEntry("bytes", 3L);
    assertThat(fine("fetch", uri("x/"), "out/").out()).startsWith("2 files, 3 B; 0 unchanged");
    assertThat(directory.resolve("out/b/c.txt")).hasContent("cc");
    assertThat(object(fine("fetch", "--json", uri("x/"), "out/").out()))
        .containsEntry("transferred", 0L)
        .containsEntry("unchanged", 2L);
  }

  @Test
  void quietTransfersPrintNothing() throws Exception {
    file("a.txt", "a");

    assertThat(fine("put", "--quiet", "a.txt", uri("a.txt")).out()).isEmpty();
  }

  @Test
  void oneLevelIsListed() throws Exception {
    file("in/a.txt", "a");
    file("in/b/c.txt", "x".repeat(2048));
    fine("put", "in", bucket + "/");

    assertThat(fine("ls", "--json", bucket).lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).isEqualTo("{\"type\": \"directory\", \"key\": \"b/\"}"),
            line ->
                assertThat(object(line))
                    .containsEntry("type", "version")
                    .containsEntry("key", "a.txt")
                    .containsEntry("size", 1L)
                    .containsEntry("latest", true));
    assertThat(fine("ls", "-rH", bucket).out()).contains("2.0 KiB", "b/c.txt", "a.txt");
  }

  @Test
  void keysWithDetailsAreJsonObjects() throws Exception {
    file("a b.txt", "abc");
    fine("put", "a b.txt", uri("a b.txt"));

    assertThat(object(fine("keys", "--long", "--json", bucket).out()))
        .containsEntry("key", "a b.txt")
        .containsEntry("size", 3L)
        .containsKeys("last_modified", "etag", "version_id");
    assertThat(fine("keys", "--json", bucket).out()).isEqualTo("\"a b.txt\"\n");
  }

  @Test
  void tablesAreShownAligned() throws Exception {
    file("gods.csv", "name,animals\nThor,2\nOdin,4\n");
    fine("put", "gods.csv", uri("gods.csv"));

    assertThat(fine("show", uri("gods.csv")).lines())
        .startsWith("name animals", "---- -------")
        .contains("2 rows x 2 columns");
    assertThat(fine("show", "--json", uri("gods.csv")).lines())
        .containsExactly(
            "{\"name\": \"Thor\", \"animals\": 2}", "{\"name\": \"Odin\", \"animals\": 4}");
  }

  @Test
  void arraysAreShownAsNumpyDoesAndAsJsonInFull() throws Exception {
    Files.write(directory.resolve("a.npy"), npy("(2, 2)", 1, 2, 3, -4));
    fine("put", "a.npy", uri("a.npy"));

    assertThat(fine("show", uri("a.npy")).out())
        .contains("shape=[2, 2]")
        .endsWith("\n[[ 1  2]\n [ 3 -4]]\n");
    assertThat(fine("show", "--json", uri("a.npy")).out()).isEqualTo("[[1, 2], [3, -4]]\n");
  }

  @Test
  void largeArraysAreShownByTheirEnds() throws Exception {
    byte[] values = new byte[20 * 60];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i % 60);
    }
    Files.write(directory.resolve("a.npy"), npy("(20, 60)", values));
    fine("put", "a.npy", uri("a.npy"));

    String row = "[ 0  1  2 ... 57 58 59]";
    assertThat(fine("show", uri("a.npy")).out())
        .endsWith("\n[" + String.join("\n ", List.of(row, row, row, "...", row, row, row)) + "]\n");
  }

  @Test
  void allArraysOfAFileAreShown() throws Exception {
    try (ZipOutputStream npz =
        new ZipOutputStream(Files.newOutputStream(directory.resolve("a.npz")))) {
      npz.putNextEntry(new ZipEntry("bias.npy"));
      npz.write(npy("(3,)", 7, 8, 9));
      npz.putNextEntry(new ZipEntry("weights.npy"));
      npz.write(npy("(1, 2)", 5, 6));
    }
    fine("put", "a.npz", uri("a.npz"));

    assertThat(fine("show", uri("a.npz")).out())
        .containsSubsequence(
            "== bias ==\n", "shape=[3]", "\n[7 8 9]\n", "== weights ==\n", "\n[[5 6]]\n");
  }

  /** An array of int8: magic, version 1.0, length of the header, header, data. */
  private static byte[] npy(String shape, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return npy(shape, bytes);
  }

  private static byte[] npy(String shape, byte[] values) {
    String header = "{'descr': '|i1', 'fortran_order': False, 'shape': " + shape + ", }";
    String npy =
        "\u0093NUMPY\u0001\u0000v\u0000" + header + " ".repeat(117 - header.length()) + "\n";
    return (npy + new String(values, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatNoFormatReadsIsNamedWithTheWayToItsBytes() throws Exception {
    file("a.xyz", "a");
    fine("put", "a.xyz", uri("a.xyz"));

    T4Process.Result result = t4("show", uri("a.xyz"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("t4: a.xyz: ")
        .contains("extension .xyz", "getBytes", "'t4 cat'")
        .doesNotContain("java.lang")
        .hasLineCount(1);
  }

  @Test
  void aDirectoryIsShownEntryByEntry() throws Exception {
    file("in/a.txt", "Hail!");
    file("in/b.json", "{\"b\":1}");
    fine("put", "in", uri("x/"));

    assertThat(fine("show", uri("x/")).out())
        .isEqualTo("== a.txt ==\nHail!\n\n== b.json ==\n{\n  \"b\": 1\n}\n\n");
  }

  @Test
  void sqlAnswersAsTextCsvAndJson() throws Exception {
    file("gods.csv", "name,animals\nThor,2\nOdin,4\n");
    fine("put", "gods.csv", uri("gods.csv"));
    String sql = "SELECT name FROM S3Object WHERE animals > 3";

    assertThat(fine("select", uri("gods.csv"), sql).out()).contains("Odin").doesNotContain("Thor");
    assertThat(fine("select", "--csv", uri("gods.csv"), sql).out()).isEqualTo("name\nOdin\n");
    assertThat(fine("select", "--json", uri("gods.csv"), sql).out())
        .isEqualTo("{\"name\": \"Odin\"}\n");
  }

  @Test
  void metadataIsPutReadAndReplaced() throws Exception {
    file("a.txt", "a");
    file("meta.json", "{\"name\": \"þórr\"}");
    fine("put", "a.txt", uri("a.txt"), "--meta", "@meta.json");

    assertThat(fine("meta", "--json", uri("a.txt")).out()).isEqualTo("{\"name\": \"þórr\"}\n");
    fine("meta", uri("a.txt"), "--set", "{\"rating\": 5}");
    assertThat(fine("meta", uri("a.txt")).out()).isEqualTo("{\n  \"rating\": 5\n}\n");
    assertThat(object(fine("meta", "--all", "--json", uri("a.txt")).out()))
        .containsEntry("size", 1L)
        .containsKeys("key", "last_modified", "etag", "version_id", "content_type", "helium");
  }

  @Test
  void aFileThatWasFetchedIsPutWithItsMetadataUnlessToldOtherwise() throws Exception {
    assumeTrue(
        Files.getFileStore(directory).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        "the file system keeps no attributes");
    file("a.txt", "a");
    fine("put", "a.txt", uri("a.txt"), "--meta", "{\"name\": \"thor\"}");
    fine("fetch", uri("a.txt"), "out/");

    fine("put", "out/a.txt", uri("b.txt"));
    fine("put", "out", uri("c/"));
    fine("put", "out/a.txt", uri("d.txt"), "--meta", "{}");

    for (String kept : List.of("b.txt", "c/a.txt")) {
      assertThat(fine("meta", "--json", uri(kept)).out()).isEqualTo("{\"name\": \"thor\"}\n");
    }
    assertThat(fine("meta", "--json", uri("d.txt")).out()).isEqualTo("{}\n");
  }

  @Test
  void anObjectIsListedByItself() throws Exception {
    file("in/a.txt", "a");
    file("in/a.txt.old", "old");
    fine("put", "in", uri("x/"));

    assertThat(fine("ls", uri("x/a.txt")).lines()).singleElement().asString().endsWith("a.txt");
    assertThat(object(fine("ls", "--json", uri("x/a.txt")).out()))
        .containsEntry("type", "version")
        .containsEntry("size", 1L);
    T4Process.Result nothing = t4("ls", uri("x/b"));
    assertThat(nothing.exitCode()).isEqualTo(3);
    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).startsWith("t4: ").contains("b' in " + bucket()).hasLineCount(1);
  }

  @Test
  void directoriesAreFetchedInAnyLocale() throws Exception {
    file("in/a.txt", "a");
    fine("put", "in", uri("x/"));

    T4Process.Result fetch =
        process().environment(Map.of("LC_ALL", "C")).run("fetch", uri("x/"), "out/");

    assertThat(fetch.err()).isEmpty();
    assertThat(directory.resolve("out/a.txt")).hasContent("a");
  }

  @Test
  void metadataThatIsNoJsonObjectIsWrongUsage() throws Exception {
    file("a.txt", "a");

    T4Process.Result result = t4("put", "a.txt", uri("a.txt"), "--meta", "[1]");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("t4: ").contains("'[1]'").hasLineCount(1);
    assertThat(fine("keys", bucket).out()).isEmpty();
  }

  @Test
  void anObjectIsDeletedOnce() throws Exception {
    file("a.txt", "a");
    fine("put", "a.txt", uri("a.txt"));

    assertThat(fine("rm", "--json", uri("a.txt")).out()).isEqualTo("{\"deleted\": 1}\n");
    T4Process.Result again = t4("rm", uri("a.txt"));
    assertThat(again.exitCode()).isEqualTo(3);
    assertThat(again.err()).contains(uri("a.txt")).hasLineCount(1);
  }

  @Test
  void aDirectoryIsNotDeletedUnasked() throws Exception {
    file("in/a.txt", "a");
    fine("put", "in", uri("x/"));

    T4Process.Result unasked = t4("rm", "-r", uri("x/"));
    assertThat(unasked.exitCode()).isEqualTo(2);
    assertThat(unasked.err()).contains(uri("x/"), "--yes");

    T4Process.Result no =
        process().jvm("-Dt4.terminal.stdin=true").input("n\n").run("rm", "-r", uri("x/"));
    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.err()).contains("Delete 1 object below " + uri("x/") + "? [y/N]");
    assertThat(fine("keys", bucket).out()).isEqualTo("x/a.txt\n");

    T4Process.Result yes =
        process().jvm("-Dt4.terminal.stdin=true").input("y\n").run("rm", "-r", uri("x/"));
    assertThat(yes.exitCode()).isZero();
    assertThat(yes.out()).isEqualTo("deleted 1 object\n");
    assertThat(fine("keys", bucket).out()).isEmpty();
  }

  @Test
  void aDirectoryIsDeletedWithinItsBoundary() throws Exception {
    file("in/foo/a.txt", "a");
    file("in/foobar.txt", "b");
    fine("put", "in", bucket + "/");

    assertThat(fine("rm", "-r", "--yes", uri("foo")).out()).isEqualTo("deleted 1 object\n");
    assertThat(fine("keys", bucket).out()).isEqualTo("foobar.txt\n");
    assertThat(t4("rm", "-r", "--yes", uri("foo")).exitCode()).isEqualTo(3);
  }

  @Test
  void objectsAreCopiedInAllDirections() throws Exception {
    file("a.txt", "a");
    fine("cp", "a.txt", uri("one/"));
    fine("cp", uri("one/a.txt"), uri("two/b.txt"));
    fine("cp", uri("two/"), uri("three/"));
    fine("cp", uri("three/b.txt"), "b.txt");

    assertThat(fine("keys", bucket).lines())
        .containsExactly("one/a.txt", "three/b.txt", "two/b.txt");
    assertThat(directory.resolve("b.txt")).hasContent("a");
  }

  @Test
  void whatIsMissingIsNamedAndHasItsExitCode() throws Exception {
    for (List<String> command :
        List.of(
            List.of("cat", uri("no.txt")),
            List.of("show", uri("no.txt")),
            List.of("meta", uri("no.txt")),
            List.of("fetch", uri("no.txt"), "out.txt"),
            List.of("cp", uri("no.txt"), uri("b.txt")))) {
      T4Process.Result result = t4(command.toArray(String[]::new));
      assertThat(result.exitCode()).as("%s", command).isEqualTo(3);
      assertThat(result.err())
          .startsWith("t4: ")
          .contains("no.txt")
          .doesNotContainPattern("no\\.txt.*no\\.txt")
          .hasLineCount(1);
      assertThat(result.out()).isEmpty();
    }
    assertThat(directory.resolve("out.txt")).doesNotExist();
  }

  @Test
  void stackTracesAreShownOnRequest() throws Exception {
    assertThat(t4("cat", "--debug", uri("no.txt")).err()).contains("\tat io.t4.");
  }

  @Test
  void aTerminalSeesProgress() throws Exception {
    file("in/a.txt", "a".repeat(100_000));
    file("in/b.txt", "b".repeat(100_000));

    T4Process.Result result =
        process().jvm("-Dt4.terminal.stderr=true").run("put", "in", uri("x/"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("Putting", "/2 files", "\r");
    assertThat(result.out()).startsWith("2 files");
  }
}
