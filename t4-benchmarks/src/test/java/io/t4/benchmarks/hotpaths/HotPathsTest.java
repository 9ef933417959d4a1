package io.t4.benchmarks.hotpaths;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each JMH benchmark runs, once and small. */
class HotPathsTest {
  @Test
  void eachRuns() throws RunnerException {
    Options once =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .param("keys", "50")
            .param("size", "400")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(once).run();
    Set<String> names =
        results.stream()
            .map(result -> result.getParams().getBenchmark())
            .map(name -> name.substring(getClass().getPackageName().length() + 1))
            .collect(Collectors.toSet());
    assertThat(names)
        .containsExactlyInAnyOrder(
            "HashingBenchmark.sha256",
            "JsonBenchmark.read",
            "JsonBenchmark.writeCanonical",
            "JsonBenchmark.writeUnicode",
            "ListingBenchmark.page",
            "ListingBenchmark.sort",
            "QueryBenchmark.parse");
    assertThat(results).allMatch(result -> result.getPrimaryResult().getScore() > 0);
  }
}
