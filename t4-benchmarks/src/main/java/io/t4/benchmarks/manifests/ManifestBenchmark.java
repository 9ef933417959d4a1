package io.t4.benchmarks.manifests;

import io.t4.benchmarks.Machine;
import io.t4.packages.DataPackage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What packages of many entries take; every result is checked. */
@Command(
    name = "manifests",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Measures manifests of many entries: loading, top hash, differences, filters, writing in this"
            + " process, streaming in one with 128 MB of heap. Ends with 1 if a result is wrong.")
public final class ManifestBenchmark implements Callable<Integer> {
  private static final String STREAMING_HEAP = "-Xmx128m";

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(names = "--entries", description = "How many entries each of two manifests has.")
  private int entries = 1_000_000;

  @Option(names = "--seed", description = "Decides what the entries are.")
  private long seed = 2026;

  private long since;

  /** Runs it and ends the process. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ManifestBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Machine.description().forEach(this::say);
    say("options: %d entries, seed %d".formatted(entries, seed));
    say(
        "heap: %d MB; load before: %s"
            .formatted(Runtime.getRuntime().maxMemory() >> 20, Machine.load()));
    Path work = Files.createTempDirectory("t4-manifests-");
    Path first = work.resolve("first.jsonl");
    Path second = work.resolve("second.jsonl");
    try {
      GeneratedManifest.write(first, entries, seed, 0);
      int different = GeneratedManifest.write(second, entries, seed, 1);
      say("manifest: %d MB".formatted(Files.size(first) >> 20));
      since = System.nanoTime();
      String topHash = inMemory(first, second, different);
      stream(first, topHash);
      return CommandLine.ExitCode.OK;
    } catch (WrongResultException e) {
      say("WRONG: " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      Files.deleteIfExists(first);
      Files.deleteIfExists(second);
      Files.delete(work);
      say("load after: " + Machine.load());
    }
  }

  private String inMemory(Path first, Path second, int different) throws IOException {
    DataPackage before = DataPackage.load(first);
    lap("load");
    String topHash = before.topHash();
    lap("top hash");
    DataPackage after = DataPackage.load(second);
    lap("load another");
    requireEqual("differences", (long) different, before.changes(after).count());
    lap("diff");
    requireEqual(
        "entries that pass",
        (long) (entries + 1) / 2,
        before.filter((key, entry) -> isEven(key)).walk().count());
    lap("filter");
    requireEqual("bytes", Digest.of(first), Digest.of(before::dump));
    lap("dump");
    return topHash;
  }

  /** By the last digit of the number in the name. */
  private static boolean isEven(String key) {
    return key.charAt(key.lastIndexOf('.') - 1) % 2 == 0;
  }

  private void stream(Path manifest, String topHash) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                STREAMING_HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                StreamingProcess.class.getName(),
                manifest.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String result =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    requireEqual("exit code", 0, process.waitFor());
    lap("stream: read, hash and write, " + STREAMING_HEAP);
    requireEqual("top hash and bytes", topHash + " " + Digest.of(manifest), result);
  }

  /** A result that is not what was written into the manifests. */
  private static final class WrongResultException extends RuntimeException {
    WrongResultException(String message) {
      super(message);
    }
  }

  private static void requireEqual(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new WrongResultException("%s: %s, not %s".formatted(what, actual, expected));
    }
  }

  private void lap(String what) {
    long now = System.nanoTime();
    Runtime runtime = Runtime.getRuntime();
    say(
        String.format(
            Locale.ROOT,
            "| %s | %.1f s | %d MB used |",
            what,
            (now - since) / 1e9,
            (runtime.totalMemory() - runtime.freeMemory()) >> 20));
    since = System.nanoTime();
  }

  private void say(String line) {
    PrintWriter out = Objects.requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
