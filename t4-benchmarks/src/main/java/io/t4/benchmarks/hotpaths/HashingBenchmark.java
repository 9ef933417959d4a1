package io.t4.benchmarks.hotpaths;

import io.t4.hashing.Digests;
import io.t4.storage.Content;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** SHA-256 of a line of a manifest, and of a part of an upload. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HashingBenchmark {
  /** Bytes. */
  @Param({"400", "8388608"})
  private int size;

  private Content content = Content.of(new byte[0]);

  /** Makes the content. */
  @Setup
  public void makeContent() {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    content = Content.of(bytes);
  }

  /** The checksum that S3 is told. */
  @Benchmark
  public String sha256() throws IOException {
    return Digests.sha256Base64(content);
  }
}
