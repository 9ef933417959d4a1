package io.t4.benchmarks.hotpaths;

import io.t4.storage.Content;
import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import io.t4.storage.WriteOptions;
import io.t4.storage.memory.MemoryObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

/** Keys in order: a page of a listing, and a sort. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ListingBenchmark {
  private static final int PAGE = 1_000;
  private static final int IN_DIRECTORY = 100;

  /** How many keys there are. */
  @Param("10000")
  private int keys;

  private final MemoryObjectStore store = MemoryObjectStore.unversioned("benchmark");
  private List<String> shuffled = List.of();
  private String middle = "";

  /** Fills the store. */
  @Setup
  public void fill() throws IOException {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      made.add("data/run-%05d/mäßig-%07d.csv".formatted(i / IN_DIRECTORY, i));
    }
    middle = made.get(keys / 2);
    Collections.shuffle(made, new Random(keys));
    shuffled = List.copyOf(made);
    for (String key : made) {
      store.put(key, Content.of(new byte[0]), WriteOptions.NONE);
    }
  }

  /** A thousand keys from the middle on, or all that there are. */
  @Benchmark
  public long page() throws IOException {
    long length = 0;
    try (Listing<ObjectSummary> listing = store.list("data/", middle)) {
      for (int i = 0; i < PAGE && listing.hasNext(); i++) {
        length += listing.next().key().length();
      }
    }
    return length;
  }

  /** All keys in the order of their UTF-8 bytes. */
  @Benchmark
  public List<String> sort() {
    List<String> sorted = new ArrayList<>(shuffled);
    sorted.sort(ObjectKeys.ORDER);
    return sorted;
  }
}
