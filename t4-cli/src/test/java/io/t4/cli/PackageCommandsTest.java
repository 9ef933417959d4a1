package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of packages, with a registry in a directory. */
class PackageCommandsTest {
  private static final String NAME = "team/storms";

  @TempDir Path directory = Path.of("");
  private String registry = "";
  private Path files = Path.of("");

  @BeforeEach
  void makeFiles() throws IOException {
    registry =
        "file://" + Files.createDirectory(directory.toAbsolutePath().resolve("registry")) + "/";
    files = directory.resolve("storms");
    Files.createDirectories(files.resolve("sub"));
    Files.writeString(files.resolve("README.md"), "about storms");
    Files.writeString(files.resolve("sub/a b.csv"), "x\n1\n");
  }

  private T4Process.Result t4(String... arguments) throws Exception {
    return new T4Process(directory).run(arguments);
  }

  private T4Process.Result fine(String... arguments) throws Exception {
    T4Process.Result result = t4(arguments);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  /** Pushes the directory and returns the top hash. */
  private String push(String message) throws Exception {
    String line =
        fine("push", NAME, "storms", "--registry", registry, "--message", message).out().strip();
    assertThat(line).matches(NAME + "@[0-9a-f]{64}");
    return line.substring(line.indexOf('@') + 1);
  }

  private static Map<String, @Nullable Object> object(String line) {
    return Json.readObject(line, JsonReading.STRICT);
  }

  @Test
  void aDirectoryIsPushedAgainAfterChanges() throws Exception {
    Map<String, @Nullable Object> first =
        object(
            fine(
                    "push",
                    NAME,
                    "storms",
                    "--registry",
                    registry,
                    "--message",
                    "first",
                    "--meta",
                    "{\"year\": 2026}",
                    "--json")
                .out());
    assertThat(first).containsEntry("name", NAME).containsOnlyKeys("name", "registry", "top_hash");
    Files.writeString(files.resolve("README.md"), "more about storms");
    Files.delete(files.resolve("sub/a b.csv"));
    Files.writeString(files.resolve("new.txt"), "new");

    String second = push("second");

    String firstHash = String.valueOf(first.get("top_hash"));
    assertThat(fine("diff", NAME, firstHash.substring(0, 10), "--registry", registry).lines())
        .containsExactly(
            "modified  README.md (content)", "added     new.txt", "deleted   sub/a b.csv");
    List<String> browsed = fine("browse", NAME, "--registry", registry).lines();
    assertThat(browsed)
        .startsWith(NAME + "@" + second, "message: second", "metadata: {\"year\": 2026}");
    assertThat(browsed.subList(3, browsed.size()))
        .containsExactly("            17  README.md", "             3  new.txt");
    assertThat(fine("browse", NAME).lines()).first().isEqualTo(NAME + "@" + second);

    List<String> log = fine("log", NAME, "--registry", registry).lines();
    assertThat(log).hasSize(2);
    assertThat(log.get(0)).contains(second.substring(0, 7) + "*", "second");
    assertThat(log.get(1)).contains(firstHash.substring(0, 7) + " ", "first");
    assertThat(fine("list-packages", registry).out()).isEqualTo(NAME + "\n");
    assertThat(fine("list-packages", "--json").out()).isEqualTo("\"" + NAME + "\"\n");
  }

  @Test
  void whatOthersPublishedIsNotOverwrittenUnlessForced() throws Exception {
    push("mine");
    Files.writeString(files.resolve("README.md"), "theirs");
    String theirs =
        new T4Process(directory)
            .environment(Map.of("T4_DATA_DIR", directory.resolve("elsewhere").toString()))
            .run("push", NAME, "storms", "--registry", registry, "--force")
            .out()
            .strip();
    Files.writeString(files.resolve("README.md"), "mine again");

    T4Process.Result refused = t4("push", NAME, "storms", "--registry", registry);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(theirs.substring(theirs.indexOf('@') + 1), "--force");
    assertThat(fine("browse", NAME, "--registry", registry).lines()).first().isEqualTo(theirs);
    fine("push", NAME, "storms", "--registry", registry, "--force");
    fine("push", NAME, "storms", "--registry", registry);
  }

  @Test
  void theSameIsPublishedOnceWithDedupe() throws Exception {
    push("one");
    String again =
        fine("push", NAME, "storms", "--registry", registry, "--message", "one", "--dedupe").out();

    assertThat(fine("log", NAME, "--registry", registry).lines()).hasSize(1);
    assertThat(fine("versions", NAME, "--registry", registry).lines())
        .hasSize(2)
        .last()
        .isEqualTo("latest      " + again.substring(again.indexOf('@') + 1).strip());
  }

  @Test
  void theDirectoryIsNamedAsQuilt3HasIt() throws Exception {
    String pushed =
        fine("push", NAME, "--dir", "storms", "--registry", registry, "-m", "one").out();
    assertThat(fine("push", NAME, "storms", "--registry", registry, "-m", "one").out())
        .isEqualTo(pushed);
    assertThat(fine("log", NAME, "--registry", registry).out()).contains("one");
    assertUsage("once", "push", NAME, "storms", "--dir", "storms", "--registry", registry);
  }

  @Test
  void filesGoWhereTheyAreToldOrStay() throws Exception {
    fine("push", NAME, "storms", "--registry", registry, "--dest", registry + "elsewhere/");
    assertThat(Files.readString(directory.resolve("registry/elsewhere/README.md")))
        .isEqualTo("about storms");

    fine("push", "team/here", "storms", "--registry", registry, "--no-copy", "-q");
    assertThat(directory.resolve("registry/team/here")).doesNotExist();
    List<String> records = fine("browse", "--json", "team/here", "--registry", registry).lines();
    assertThat(object(records.get(0)))
        .containsEntry("type", "package")
        .containsEntry("meta", Map.of());
    assertThat(object(records.get(1)))
        .containsEntry("type", "entry")
        .containsEntry("logical_key", "README.md")
        .containsEntry("size", 12L);
    assertThat(String.valueOf(object(records.get(1)).get("physical_key")))
        .endsWith("/storms/README.md");
  }

  @Test
  void aUriNamesAPackage() throws Exception {
    String hash = push("one");
    String uri = "quilt+" + registry + "#package=" + NAME;

    assertThat(fine("browse", uri + "@" + hash.substring(0, 8) + "&path=sub/").lines())
        .containsExactly(NAME + "@" + hash, "message: one", "             4  a b.csv");
    assertThat(fine("browse", uri + "&path=README.md").lines())
        .containsExactly(NAME + "@" + hash, "message: one", "            12  README.md");
    assertThat(fine("browse", "--json", uri + "&path=sub/").lines()).hasSize(2);
    T4Process.Result missing = t4("browse", uri + "&path=none.md");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.out()).isEmpty();
    assertThat(missing.err())
        .isEqualTo(
            "t4: The package %s@%s has no entry or directory 'none.md'.%n"
                .formatted(NAME, hash.substring(0, 7)));
    assertThat(fine("log", uri).lines()).hasSize(1);
    T4Process.Result twice = t4("browse", uri, "--registry", registry);
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains(uri, "--registry");
    assertThat(t4("push", uri + ":latest", "storms").exitCode()).isEqualTo(2);
  }

  @Test
  void aRevisionIsNamedAsItIsPrinted() throws Exception {
    String first = NAME + "@" + push("first");
    Files.writeString(files.resolve("README.md"), "changed");
    String second = NAME + "@" + push("second");

    assertThat(fine("browse", first, "--registry", registry).lines()).first().isEqualTo(first);
    String shortened = first.substring(0, NAME.length() + 8);
    assertThat(fine("install", shortened, "--registry", registry, "--dest", "before").out())
        .isEqualTo(first + "\n");
    assertThat(fine("verify", first, "--registry", registry, "--dir", "before").out()).isEmpty();
    assertThat(fine("diff", first, "--registry", registry).lines())
        .containsExactly("modified  README.md (content)");
    String hash = second.substring(NAME.length() + 1);
    assertThat(fine("diff", first, hash, "--registry", registry).lines()).hasSize(1);
    assertThat(fine("diff", second, "--registry", registry).out()).isEmpty();
    assertThat(fine("rollback", first, "--registry", registry).out()).isEqualTo(first + "\n");
    assertThat(fine("delete-package", second, "--registry", registry, "--yes").out())
        .isEqualTo("deleted " + second + "\n");
    assertThat(fine("log", NAME, "--registry", registry).lines()).hasSize(1);

    assertUsage("names a revision", "browse", first, "--top-hash", hash, "--registry", registry);
    assertUsage("names a revision", "rollback", first, hash, "--registry", registry);
    assertUsage("without revision", "log", first, "--registry", registry);
    assertUsage("without revision", "push", first, "storms", "--registry", registry);
    assertUsage("t4 log", "rollback", NAME, "--registry", registry);
    assertUsage("one revision", "diff", NAME, "--registry", registry);
    assertUsage("one revision", "diff", first, hash, hash, "--registry", registry);
    assertUsage("names no revision", "browse", NAME + "@", "--registry", registry);
  }

  private void assertUsage(String message, String... arguments) throws Exception {
    T4Process.Result result = t4(arguments);
    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aRevisionThatWasPublishedTwiceIsTheLatestOnce() throws Exception {
    String hash = push("again");
    Files.writeString(directory.resolve("registry/.quilt/named_packages/" + NAME + "/5"), hash);

    List<String> log = fine("log", NAME, "--registry", registry).lines();
    assertThat(log).hasSize(2);
    assertThat(log.get(0)).contains(hash.substring(0, 7) + "*");
    assertThat(log.get(1)).startsWith("1970").contains(hash.substring(0, 7) + "   again");
    assertThat(fine("log", "--json", NAME, "--registry", registry).lines())
        .extracting(line -> object(line).get("latest"))
        .containsExactly(true, false);
  }

  @Test
  void thatAPackageHasNoEntriesIsTold() throws Exception {
    Files.createDirectory(directory.resolve("empty"));
    T4Process.Result empty = t4("push", NAME, "empty", "--registry", registry);
    assertThat(empty.exitCode()).isZero();
    assertThat(empty.out()).startsWith(NAME + "@");
    assertThat(empty.err()).contains(NAME + " has no entries", "empty").hasLineCount(1);
    fine("push", NAME, "empty", "--registry", registry, "-q");

    Files.writeString(directory.resolve("empty/.quiltignore"), "*\n");
    assertThat(t4("push", NAME, "empty", "--registry", registry).err()).contains(".quiltignore");
    push("with files");
  }

  @Test
  void formerRevisionsComeBackAndGo() throws Exception {
    String first = push("first");
    Files.writeString(files.resolve("README.md"), "changed");
    String second = push("second");

    assertThat(fine("rollback", NAME, first.substring(0, 8), "--registry", registry).out())
        .isEqualTo(NAME + "@" + first + "\n");
    assertThat(fine("browse", NAME, "--registry", registry).lines())
        .first()
        .isEqualTo(NAME + "@" + first);
    fine("delete-package", NAME, "--registry", registry, "--top-hash", second, "--yes");
    assertThat(fine("log", NAME, "--registry", registry).lines()).hasSize(1);

    T4Process.Result unasked = t4("delete-package", NAME, "--registry", registry);
    assertThat(unasked.exitCode()).isEqualTo(2);
    assertThat(unasked.err()).contains(NAME, "--yes");
    assertThat(fine("delete-package", NAME, "--registry", registry, "--yes", "--json").out())
        .isEqualTo("{\"deleted\": \"" + NAME + "\"}\n");
    for (String command : List.of("log", "versions", "browse", "delete-package")) {
      T4Process.Result gone =
          command.equals("delete-package")
              ? t4(command, NAME, "--registry", registry, "--yes")
              : t4(command, NAME, "--registry", registry);
      assertThat(gone.err())
          .as(command)
          .startsWith("t4: There is no package '" + NAME + "' in file://");
      assertThat(gone.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void onATerminalItAsksBeforeDeleting() throws Exception {
    push("one");
    T4Process terminal = new T4Process(directory).jvm("-Dt4.terminal.stdin=true");

    T4Process.Result no = terminal.input("n\n").run("delete-package", NAME, "--registry", registry);

    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.err()).contains("Delete " + NAME + " from ", "? [y/N]", "nothing was deleted");
    assertThat(fine("list-packages", registry).lines()).containsExactly(NAME);
    assertThat(terminal.input("y\n").run("delete-package", NAME, "--registry", registry).out())
        .isEqualTo("deleted " + NAME + "\n");
    assertThat(fine("list-packages", registry).out()).isEmpty();
  }

  @Test
  void manifestsHaveTopHashesOrAreWrongInALine() throws Exception {
    String hash = push("one");
    Path manifest = directory.resolve("registry/.quilt/packages/" + hash);
    assertThat(fine("top-hash", manifest.toString()).out()).isEqualTo(hash + "\n");

    List<String> lines = Files.readAllLines(manifest);
    Path broken = directory.resolve("broken.jsonl");
    Files.writeString(broken, lines.get(0) + "\n" + lines.get(1) + "\n{\"logical_key\": 1}\n");
    T4Process.Result result = t4("top-hash", broken.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).containsIgnoringCase("line 3");
    assertThat(t4("top-hash", "no-such.jsonl").exitCode()).isEqualTo(3);
  }

  @Test
  void wrongNamesAndWorkflowsAreUsageOrFailures() throws Exception {
    T4Process.Result name = t4("push", "storms", "storms", "--registry", registry);
    assertThat(name.exitCode()).isEqualTo(2);
    assertThat(name.err()).contains("'storms'");
    T4Process.Result workflow =
        t4("push", NAME, "storms", "--registry", registry, "--workflow", "no-such");
    assertThat(workflow.exitCode()).isEqualTo(2);
    assertThat(workflow.err()).contains("no-such");
    T4Process.Result none = t4("push", NAME, "storms", "--registry", registry, "--workflow", "");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("No workflow was asked for");
    assertThat(fine("list-packages", registry).out()).isEmpty();
    T4Process.Result nowhere = t4("push", NAME, "storms");
    assertThat(nowhere.exitCode()).isNotZero();
    assertThat(nowhere.err()).contains("default_remote_registry");
  }

  @Test
  void aRevisionIsInstalledVerifiedAndItsChangesAreTold() throws Exception {
    String first = push("first");
    Files.writeString(files.resolve("README.md"), "more about storms");
    String second = push("second");

    assertThat(
            fine(
                    "install",
                    NAME,
                    "--registry",
                    registry,
                    "--top-hash",
                    first.substring(0, 8),
                    "--dest",
                    "before")
                .out())
        .isEqualTo(NAME + "@" + first + "\n");
    Path before = directory.resolve("before");
    assertThat(Files.readString(before.resolve("README.md"))).isEqualTo("about storms");
    assertThat(Files.readString(before.resolve("sub/a b.csv"))).isEqualTo("x\n1\n");
    assertThat(fine("verify", NAME, "--dir", "before").out()).isEmpty();
    assertThat(fine("status", "before").out()).isEqualTo(NAME + "@" + first + "\n");

    Files.writeString(before.resolve("README.md"), "ABOUT STORMS");
    Files.writeString(before.resolve("new.txt"), "new");
    Files.delete(before.resolve("sub/a b.csv"));
    assertThat(fine("status", "before").lines())
        .containsExactly(
            NAME + "@" + first,
            "modified  README.md",
            "added     new.txt",
            "deleted   sub/a b.csv");
    assertThat(object(fine("status", "before", "--json").lines().get(1)))
        .containsEntry("name", NAME)
        .containsEntry("top_hash", first)
        .containsEntry("change", "added")
        .containsEntry("logical_key", "new.txt");
    T4Process.Result different = t4("verify", NAME, "--dir", "before");
    assertThat(different.exitCode()).isEqualTo(1);
    assertThat(different.lines()).hasSize(3);
    assertThat(different.lines().get(0)).startsWith("README.md has the hash ");
    assertThat(t4("verify", NAME, "--dir", "before", "--extra-files-ok").lines()).hasSize(2);
    assertThat(object(t4("verify", NAME, "--dir", "before", "--json").lines().get(2)))
        .containsEntry("logical_key", "sub/a b.csv")
        .containsEntry("kind", "missing")
        .containsEntry("expected", null)
        .containsEntry("actual", null);

    fine("install", NAME, "--registry", registry, "--top-hash", first, "--dest", "before", "-q");
    assertThat(Files.readString(before.resolve("README.md"))).isEqualTo("about storms");
    assertThat(before.resolve("new.txt")).exists();
    fine("verify", NAME, "--dir", "before", "--extra-files-ok");
    assertThat(t4("verify", NAME, "--registry", registry, "--dir", "before").lines())
        .first()
        .asString()
        .contains("README.md has 12 bytes instead of 17");
    assertThat(
            object(
                t4("verify", NAME, "--registry", registry, "--dir", "before", "--json")
                    .lines()
                    .get(0)))
        .containsEntry("kind", "size")
        .containsEntry("expected", 17L)
        .containsEntry("actual", 12L);
    assertThat(fine("browse", NAME, "--registry", registry).lines())
        .first()
        .isEqualTo(NAME + "@" + second);
  }

  @Test
  void aPartIsInstalledByOptionOrUri() throws Exception {
    String hash = push("all");
    fine("install", NAME, "--registry", registry, "--path", "sub/", "--dest", "part");
    assertThat(Files.readString(directory.resolve("part/a b.csv"))).isEqualTo("x\n1\n");
    assertThat(directory.resolve("part/README.md")).doesNotExist();
    assertThat(fine("status", "part").out()).isEqualTo(NAME + "@" + hash + "\n");
    fine("install", NAME, "--registry", registry, "--path", "README.md", "--dest", "one");
    assertThat(Files.readString(directory.resolve("one/README.md"))).isEqualTo("about storms");

    T4Process.Result missing =
        t4("install", NAME, "--registry", registry, "--path", "none", "--dest", "none");
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.err()).contains("none");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void whatCantBeInstalledIsToldAndLeavesNothing() throws Exception {
    push("all");
    T4Process.Result unknown = t4("install", "team/rain", "--registry", registry, "--dest", "x");
    assertThat(unknown.exitCode()).isEqualTo(3);
    assertThat(unknown.err()).contains("team/rain").doesNotContain("Exception");
    T4Process.Result invalid = t4("install", "rain", "--registry", registry, "--dest", "x");
    assertThat(invalid.exitCode()).isEqualTo(2);
    assertThat(invalid.err()).contains("rain");
    T4Process.Result revision =
        t4("install", NAME, "--registry", registry, "--top-hash", "abcdef1", "--dest", "x");
    assertThat(revision.exitCode()).isEqualTo(3);
    assertThat(revision.err()).contains("abcdef1");
    assertThat(t4("install", NAME).err()).contains("default_remote_registry");
    Path damaged = directory.resolve("registry/" + NAME + "/README.md");
    Files.writeString(damaged, "about stormz");
    T4Process.Result wrong = t4("install", NAME, "--registry", registry, "--dest", "x");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("README.md");
    assertThat(directory.resolve("x/README.md")).doesNotExist();
    assertThat(t4("status", "x").exitCode()).isEqualTo(3);
    assertThat(t4("status", "nowhere").err()).contains("nowhere");
    assertThat(t4("verify", NAME, "--dir", "nowhere").exitCode()).isEqualTo(3);
  }

  @Test
  void theManifestGoesWhereItIsTold() throws Exception {
    String hash = push("all");
    fine("install", NAME, "--registry", registry, "--dest", "x", "--dest-registry", "other");
    assertThat(fine("verify", NAME, "--registry", "other", "--dir", "x").out()).isEmpty();
    assertThat(fine("browse", NAME, "--registry", "other").lines())
        .first()
        .isEqualTo(NAME + "@" + hash);
    T4Process.Result bucket =
        t4(
            "install",
            NAME,
            "--registry",
            registry,
            "--dest-registry",
            "s3://my-bucket",
            "--dest",
            "y");
    assertThat(bucket.exitCode()).isEqualTo(2);
    assertThat(bucket.err()).contains("s3://my-bucket");
    assertThat(directory.resolve("y")).doesNotExist();
  }

  @Test
  void aRevisionThatTwoBeginWithIsAskedForInFull() throws Exception {
    String hash = push("all");
    Path manifests = directory.resolve("registry/.quilt/packages");
    Files.copy(manifests.resolve(hash), manifests.resolve(hash.substring(0, 8) + "0".repeat(56)));
    T4Process.Result ambiguous =
        t4(
            "install",
            NAME,
            "--registry",
            registry,
            "--top-hash",
            hash.substring(0, 7),
            "--dest",
            "x");
    assertThat(ambiguous.exitCode()).isEqualTo(2);
    assertThat(ambiguous.err()).contains(hash, "more digits");
  }

  @Test
  void aDamagedPointerDoesNotHideTheOthers() throws Exception {
    String hash = push("all");
    Files.writeString(directory.resolve("registry/.quilt/named_packages/" + NAME + "/5"), "zzz");
    List<String> log = fine("log", NAME, "--registry", registry).lines();
    assertThat(log).hasSize(2);
    assertThat(log.get(0)).contains(hash.substring(0, 7), "all");
    assertThat(log.get(1)).startsWith("1970-01-01T00:00:05Z").contains("damaged");
  }

  @Test
  void theCacheIsShownAndCleared() throws Exception {
    Map<String, @Nullable Object> shown = object(fine("cache", "--json").out());
    assertThat(shown)
        .containsOnlyKeys("directory", "objects", "bytes", "limit")
        .containsEntry("objects", 0L)
        .containsEntry("limit", 5L << 30);
    assertThat(fine("cache").lines())
        .containsExactly(
            String.valueOf(shown.get("directory")), "0 objects, 0 B of at most 5.0 GiB");
    Path object =
        Path.of(String.valueOf(shown.get("directory")))
            .resolve("SHA256/ab")
            .resolve("ab".repeat(32));
    Files.createDirectories(object.getParent());
    Files.writeString(object, "content");
    assertThat(fine("cache").lines().get(1)).startsWith("1 object, 7 B");
    assertThat(fine("cache", "--prune").out()).isEqualTo("removed 0 objects, 0 B\n");
    assertThat(fine("cache", "--clear").out()).isEqualTo("removed 1 object, 7 B\n");
    assertThat(t4("cache", "--clear", "--prune").exitCode()).isEqualTo(2);
    T4Process.Result limit =
        new T4Process(directory).environment(Map.of("T4_CACHE_LIMIT", "foo")).run("cache");
    assertThat(limit.exitCode()).isNotZero();
    assertThat(limit.out()).isEmpty();
    assertThat(limit.err()).contains("T4_CACHE_LIMIT", "foo").hasLineCount(1);
  }
}
