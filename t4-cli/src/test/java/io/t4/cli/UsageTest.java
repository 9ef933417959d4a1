package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Help, versions, wrong usage and settings. */
class UsageTest {
  @TempDir Path directory = Path.of("");

  private T4Process.Result t4(String... arguments) throws Exception {
    return new T4Process(directory).run(arguments);
  }

  @Test
  void versionsAreToldWithoutLoadingWhatIsHeavy() throws Exception {
    T4Process.Result result =
        new T4Process(directory).jvm("-Xlog:class+load:file=classes.log").run("--version");

    assertThat(result.exitCode()).isZero();
    assertThat(result.lines()).hasSize(2).first().asString().startsWith("t4 ");
    assertThat(T4Process.loaded(directory.resolve("classes.log"), T4Process.HEAVY)).isEmpty();
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    CommandLine t4 = T4Command.commandLine(Terminal.NONE);

    assertThat(t4.getUsageMessage()).contains("Buckets:", "Packages:", "Examples:", "Exit codes:");
    assertThat(t4.getSubcommands().keySet())
        .contains(
            "keys",
            "ls",
            "fetch",
            "cat",
            "show",
            "meta",
            "put",
            "rm",
            "cp",
            "select",
            "search",
            "presign",
            "push",
            "browse",
            "diff",
            "list-packages",
            "versions",
            "log",
            "rollback",
            "delete-package",
            "top-hash",
            "config",
            "login",
            "logout",
            "sandbox",
            "demo",
            "shell",
            "generate-completion");
    t4.getSubcommands()
        .forEach(
            (name, command) -> {
              if (!name.equals("help")) {
                assertThat(command.getUsageMessage())
                    .as(name)
                    .contains("Usage: t4 " + name, "Examples:", "  t4 " + name);
              }
            });
  }

  @Test
  void commandsAreListedByWhatTheyAreAboutWithAWholeSentence() throws Exception {
    String help = t4("--help").out();

    String packages = help.substring(help.indexOf("\nPackages:"), help.indexOf("\nSettings"));
    assertThat(packages).contains("  push ", "  install ", "  verify ", "  status ", "  cache ");
    String others = help.substring(help.indexOf("\nSettings"), help.indexOf("\nExamples:"));
    assertThat(
            others
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" ", 2)[0]))
        .containsExactly(
            "config",
            "login",
            "logout",
            "sandbox",
            "catalog",
            "demo",
            "shell",
            "generate-completion",
            "help");
    assertThat(
            help.substring(help.indexOf("\nBuckets:"), help.indexOf("\nExamples:"))
                .lines()
                .filter(line -> line.startsWith("  ")))
        .hasSizeGreaterThan(30)
        .allSatisfy(line -> assertThat(line).endsWith("."));
  }

  @Test
  void withoutACommandItShowsItsHelp() throws Exception {
    T4Process.Result result = t4();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: t4").contains("  keys ");
  }

  @Test
  void aMistypedCommandIsGuessed() throws Exception {
    T4Process.Result result = t4("fecth", "s3://b/a", ".");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("t4: 'fecth' is no command; did you mean fetch?");
  }

  @Test
  void wrongOptionsAndUrisAreNamed() throws Exception {
    T4Process.Result option = t4("keys", "--colour", "s3://b");
    assertThat(option.exitCode()).isEqualTo(2);
    assertThat(option.err()).contains("'--colour'", "Try 't4 keys --help'");

    T4Process.Result versionId = t4("fetch", "--version-id", "v", "s3://b/a", ".");
    assertThat(versionId.exitCode()).isEqualTo(2);
    assertThat(versionId.err())
        .startsWith("t4: unknown option '--version-id'; ")
        .contains("?versionId=", "Try 't4 fetch --help'")
        .doesNotContain("'.'");

    T4Process.Result uri = t4("keys", "bucket/key");
    assertThat(uri.exitCode()).isEqualTo(2);
    assertThat(uri.err()).startsWith("t4: ").contains("bucket/key", "s3://").hasLineCount(1);

    T4Process.Result time = t4("presign", "--expires", "soon", "s3://b/a");
    assertThat(time.exitCode()).isEqualTo(2);
    assertThat(time.err()).contains("'soon'", "15m");

    T4Process.Result version = t4("put", "-", "s3://b/a?versionId=v");
    assertThat(version.exitCode()).isEqualTo(2);
    assertThat(version.err()).contains("s3://b/a?versionId=v");
  }

  @Test
  void aServerThatIsDownIsToldOnce() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String endpoint = "http://127.0.0.1:" + port;
    T4Process.Result result =
        new T4Process(directory)
            .environment(Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"))
            .run("list-packages", "s3://my-bucket", "--endpoint-url", endpoint);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("t4: Could not list the packages of s3://my-bucket/")
        .contains("no answer from " + endpoint)
        .doesNotContain("could not list it")
        .hasLineCount(1);
  }

  @Test
  void coloursAreForTerminalsThatWantThem() throws Exception {
    String escape = "\u001b[";
    assertThat(t4("--help").out()).doesNotContain(escape);
    T4Process terminal = new T4Process(directory).jvm("-Dt4.terminal.stdout=true");
    assertThat(terminal.run("--help").out()).contains(escape);
    terminal.environment(Map.of("NO_COLOR", "1"));
    assertThat(terminal.run("--help").out()).doesNotContain(escape);
  }

  @Test
  void settingsAreKeptChangedAndRemoved() throws Exception {
    assertThat(t4("config", "navigator_url=https://a.example/", "region=eu-central-1").out())
        .isEqualTo("navigator_url=https://a.example\nregion=eu-central-1\n");
    assertThat(t4("config", "--json").out())
        .isEqualTo("{\"navigator_url\": \"https://a.example\", \"region\": \"eu-central-1\"}\n");
    assertThat(t4("config", "--unset", "region").out())
        .isEqualTo("navigator_url=https://a.example\n");
    Path file = Path.of(t4("config", "--file").out().strip());
    assertThat(Files.readString(file)).contains("navigator_url: https://a.example");

    T4Process.Result unknown = t4("config", "colour=red");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("colour", "navigator_url").hasLineCount(1);
    assertThat(t4("config", "colour").exitCode()).isEqualTo(2);
  }
}
