package io.t4.benchmarks.hotpaths;

import io.t4.catalog.query.ParsedQuery;
import io.t4.catalog.query.QueryLanguage;
import io.t4.catalog.query.QuerySyntaxException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The catalog's query language, as it is translated for each search. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueryBenchmark {
  /** In the query language. */
  @Param({
    "thor",
    "user_meta.city:'San Francisco' OR oslo",
    "(thor OR ham*) AND NOT last_modified:>now-7d size:[1000 TO 2000] _exists_:user_meta.owner",
  })
  private String query = "";

  /** Translates it. */
  @Benchmark
  public ParsedQuery parse() throws QuerySyntaxException {
    return QueryLanguage.parse(query, "content");
  }
}
