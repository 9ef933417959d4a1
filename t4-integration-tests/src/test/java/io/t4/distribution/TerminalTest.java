package io.t4.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.distribution.Distribution.Call;
import io.t4.distribution.Distribution.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command does on a terminal and doesn't without one, found out by its start script. */
class TerminalTest {
  @TempDir Path directory;
  private Distribution distribution;
  private Path bucket;

  @BeforeEach
  void fillABucket() throws IOException {
    distribution = Distribution.ofThisBuild();
    Files.writeString(directory.resolve("typed"), "");
    Path in = Files.createDirectory(directory.resolve("in"));
    Files.writeString(in.resolve("a.txt"), "a".repeat(100_000));
    Files.writeString(in.resolve("b.txt"), "b".repeat(100_000));
    bucket = Files.createDirectory(directory.resolve("bucket"));
    Files.createDirectory(bucket.resolve("x"));
    Files.writeString(bucket.resolve("x/old.txt"), "old");
  }

  private String uri() {
    return "file://" + bucket + "/x/";
  }

  private Result piped(String... arguments) throws Exception {
    return Call.of(directory, distribution.command(), arguments).run();
  }

  /** Runs the command on a terminal where something is typed; all output is one. */
  private Result onTerminal(String typed, String... arguments) throws Exception {
    Path script = Path.of("/usr/bin/script");
    assumeTrue(Files.isExecutable(script), "there is no " + script + ", which makes terminals");
    Files.writeString(directory.resolve("typed"), typed);
    String command =
        Stream.concat(Stream.of(distribution.command().toString()), Stream.of(arguments))
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Call call =
        Call.of(directory, Path.of("/bin/sh"), "-c", "script -qec \"$1\" /dev/null < typed")
            .with("SHELL", "/bin/sh")
            .with("TERM", "xterm");
    List<String> words = Stream.concat(call.words().stream(), Stream.of("sh", command)).toList();
    return new Call(directory, call.environment(), words).run();
  }

  @Test
  void progressIsForTerminals() throws Exception {
    Result watched = onTerminal("", "put", "in", uri());
    assertThat(watched.exitCode()).isZero();
    assertThat(watched.output()).contains("\rPutting", "/2 files", "2 files, 195.3 KiB");

    Result piped = piped("put", "in", "file://" + bucket + "/y/");
    assertThat(piped.exitCode()).isZero();
    assertThat(piped.errors()).isEmpty();
    assertThat(piped.output()).isEqualTo("2 files, 195.3 KiB; 0 unchanged\n");
  }

  @Test
  void directoriesAreDeletedByThoseWhoSaySo() throws Exception {
    Result unasked = piped("rm", "-r", uri());
    assertThat(unasked.exitCode()).isEqualTo(2);
    assertThat(unasked.errors()).contains(uri(), "--yes");
    assertThat(bucket.resolve("x/old.txt")).exists();

    Result no = onTerminal("n\n", "rm", "-r", uri());
    assertThat(no.exitCode()).isEqualTo(1);
    assertThat(no.output()).contains("Delete 1 object below " + uri() + "? [y/N]");
    assertThat(bucket.resolve("x/old.txt")).exists();

    Result yes = onTerminal("y\n", "rm", "-r", uri());
    assertThat(yes.exitCode()).isZero();
    assertThat(yes.output()).contains("? [y/N]", "deleted 1 object");
    assertThat(bucket.resolve("x/old.txt")).doesNotExist();
  }

  @Test
  void directoriesAreDeletedUnaskedOnRequest() throws Exception {
    Result result = piped("rm", "-r", "--yes", uri());

    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).isEqualTo("deleted 1 object\n");
    assertThat(bucket.resolve("x/old.txt")).doesNotExist();
  }
}
