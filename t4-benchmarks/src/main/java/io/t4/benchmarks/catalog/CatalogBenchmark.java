package io.t4.benchmarks.catalog;

import io.t4.benchmarks.Latencies;
import io.t4.benchmarks.Machine;
import io.t4.benchmarks.StartedProcess;
import io.t4.benchmarks.catalog.Searches.Sample;
import io.t4.benchmarks.corpus.Corpus;
import io.t4.benchmarks.corpus.CorpusFile;
import io.t4.bucket.Bucket;
import io.t4.catalog.launch.Catalog;
import io.t4.config.T4Config;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A catalog, started as users start it, indexes a directory and is then searched, while more files
 * come in. Every answer is checked against what the files are known to hold.
 */
@Command(
    name = "catalog",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Measures a catalog: how fast it indexes, and how long searches take meanwhile. Ends with 1"
            + " if the 99th percentile is not below the limit, or if an answer is wrong.")
public final class CatalogBenchmark implements Callable<Integer> {
  private static final Duration LONGEST_INDEXING = Duration.ofHours(6);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  @Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(names = "--files", description = "How many files are indexed before searches begin.")
  private int files = 100_000;

  @Option(names = "--searches", description = "How many searches are measured.")
  private int searches = 6_000;

  @Option(names = "--warm-up", description = "How many searches are made before.")
  private int warmUp = 1_000;

  @Option(
      names = "--threads",
      description = "How many searches are made at a time; as many as there are processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--files-per-second", description = "How many files come in meanwhile.")
  private int filesPerSecond = 50;

  @Option(names = "--seed", description = "Decides what the files hold.")
  private long seed = 2026;

  @Option(
      names = "--limit-p99",
      paramLabel = "MILLISECONDS",
      description = "What the 99th percentile over all searches must be below.")
  private double limit = 100;

  @Option(
      names = "--directory",
      description =
          "Where the files and the index are, until the end (default: for temporary files).")
  private @Nullable Path directory;

  /** Runs it and ends the process. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CatalogBenchmark()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path work =
        directory == null
            ? Files.createTempDirectory("t4-benchmark-")
            : Files.createTempDirectory(Files.createDirectories(directory), "t4-benchmark-");
    try {
      return measure(work);
    } finally {
      delete(work);
    }
  }

  private int measure(Path work) throws Exception {
    Machine.description().forEach(this::say);
    say(
        "options: %d files, seed %d; %d searches after %d to warm up, %d at a time; %d files/s"
            .formatted(files, seed, searches, warmUp, threads, filesPerSecond));
    say("load before: " + Machine.load());
    Path labDirectory = Files.createDirectory(work.resolve("lab"));
    try (T4Session session = T4Session.builder().configDirectory(work.resolve("config")).build()) {
      Bucket bucket = Bucket.open(Location.directory(labDirectory).toString(), session);
      Lab lab = Lab.of(new Corpus(seed, files), bucket);
      write(lab, labDirectory);
      try (Catalog catalog =
          Catalog.builder()
              .setting("data", work.resolve("data").toString())
              .setting("port", "0")
              .bucket(bucket.uri())
              .start()) {
        session.config().update(Map.of(T4Config.NAVIGATOR_URL, catalog.uri().toString()));
        IndexWatch index =
            new IndexWatch(
                session,
                documents -> say("indexed so far: " + documents + "; load " + Machine.load()));
        index(index);
        return search(
            lab,
            new Searches(
                lab.expected(), List.of(new LibraryRoute(bucket), new FacetsRoute(catalog.uri()))),
            index);
      }
    }
  }

  /** The files, where they are, and what searches for them must find. */
  private record Lab(Corpus corpus, Bucket bucket, List<ExpectedHits> expected) {
    static Lab of(Corpus corpus, Bucket bucket) {
      return new Lab(
          corpus,
          bucket,
          StandardQuery.of(corpus).stream().map(query -> new ExpectedHits(corpus, query)).toList());
    }
  }

  private void write(Lab lab, Path directory) throws IOException {
    long bytes = 0;
    for (int i = 0; i < files; i++) {
      CorpusFile file = lab.corpus().file(i);
      lab.expected().forEach(hits -> hits.add(file));
      Corpus.write(lab.bucket(), directory, file);
      bytes += file.bytes().length;
    }
    say(String.format(Locale.ROOT, "wrote %d files, %.1f MB", files, bytes / 1e6));
  }

  private void index(IndexWatch index) throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    index.await(files, LONGEST_INDEXING);
    double seconds = (System.nanoTime() - start) / 1e9;
    say(
        String.format(
            Locale.ROOT,
            "indexed %d files in %.1f s: %.0f files/s; load %s",
            files,
            seconds,
            files / seconds,
            Machine.load()));
  }

  private int search(Lab lab, Searches toMake, IndexWatch index) throws Exception {
    try (Arrivals arrivals =
        new Arrivals(lab.corpus(), lab.bucket(), lab.expected(), filesPerSecond)) {
      toMake.make(warmUp, threads);
      Map<Long, Duration> cpuBefore =
          StartedProcess.all().stream()
              .collect(Collectors.toMap(StartedProcess::pid, StartedProcess::cpu));
      int writtenBefore = arrivals.written();
      long start = System.nanoTime();
      List<Sample> samples = toMake.make(searches, threads);
      double seconds = (System.nanoTime() - start) / 1e9;
      int written = arrivals.written() - writtenBefore;
      List<StartedProcess> processes = StartedProcess.all();
      String load = Machine.load();
      List<Long> found = arrivals.stop();
      say(
          String.format(
              Locale.ROOT,
              "%d searches in %.1f s: %.0f searches/s, while %.0f files/s came in; load %s",
              searches,
              seconds,
              searches / seconds,
              written / seconds,
              load));
      say("");
      new Report()
          .latencies(samples, lab.expected(), found)
          .processes(processes, cpuBefore)
          .lines()
          .forEach(this::say);
      index.await(files + arrivals.written(), LONGEST_REST);
      toMake.checkExactly();
      say("the totals are exact with all " + (files + arrivals.written()) + " files");
      return verdict(samples);
    }
  }

  private int verdict(List<Sample> samples) {
    double p99 = Latencies.of(samples.stream().map(Sample::nanoseconds).toList()).percentile(99);
    boolean good = p99 < limit;
    say(
        String.format(
            Locale.ROOT,
            "the 99th percentile is %.1f ms, %s the limit of %.1f ms",
            p99,
            good ? "below" : "not below",
            limit));
    return good ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void say(String line) {
    if (spec == null) {
      throw new IllegalStateException("run by main, or by a CommandLine");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }

  private static void delete(Path work) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(work)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
