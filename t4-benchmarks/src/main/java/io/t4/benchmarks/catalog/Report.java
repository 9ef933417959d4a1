package io.t4.benchmarks.catalog;

import io.t4.benchmarks.Latencies;
import io.t4.benchmarks.StartedProcess;
import io.t4.benchmarks.catalog.Searches.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The figures of a run as tables in Markdown. */
final class Report {
  private final List<String> lines = new ArrayList<>();

  /** The lines so far. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * Adds how long searches took, by kind and route, and all together.
   *
   * @param found nanoseconds until new files were found
   */
  Report latencies(List<Sample> samples, List<ExpectedHits> expected, List<Long> found) {
    List<SearchRoute> routes = samples.stream().map(Sample::route).distinct().toList();
    lines.add("| search | finds " + Latencies.HEADER);
    lines.add("|---|---|---|---|---|---|---|");
    for (SearchRoute route : routes) {
      for (ExpectedHits hits : expected) {
        row(
            hits.query().name() + "; " + route.name(),
            Integer.toString(hits.most()),
            samples,
            sample -> sample.query().equals(hits.query()) && sample.route().equals(route));
      }
    }
    for (SearchRoute route : routes) {
      row("all; " + route.name(), "", samples, sample -> sample.route().equals(route));
    }
    row("all", "", samples, sample -> true);
    lines.add("| until a new file is found | 1 " + Latencies.of(found).columns());
    lines.add("");
    return this;
  }

  private void row(String name, String finds, List<Sample> samples, Predicate<Sample> chosen) {
    List<Long> times = samples.stream().filter(chosen).map(Sample::nanoseconds).toList();
    if (!times.isEmpty()) {
      lines.add("| %s | %s %s".formatted(name, finds, Latencies.of(times).columns()));
    }
  }

  /**
   * Adds what processes take.
   *
   * @param cpuBefore what each had taken when measuring began
   */
  Report processes(List<StartedProcess> processes, Map<Long, Duration> cpuBefore) {
    lines.add("| process | memory MiB | at most MiB | processor s |");
    lines.add("|---|---|---|---|");
    for (StartedProcess process : processes) {
      lines.add(process.row(cpuBefore.getOrDefault(process.pid(), Duration.ZERO)));
    }
    lines.add("");
    return this;
  }
}
