package io.t4.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The store that a contract suite runs against, and short words for what the suites do with it all
 * the time.
 */
public interface StoreUnderTest {
  /** The store of the test that runs now; its bucket was empty when the test began. */
  ObjectStore store();

  /** Writes an object without metadata. */
  default WriteResult put(String key, String text) throws IOException {
    return store().put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  /** The bytes of a version, or of the current one. */
  default byte[] bytes(String key, @Nullable String versionId) throws IOException {
    try (ObjectContent content = store().open(key, ReadOptions.version(versionId))) {
      return content.stream().readAllBytes();
    }
  }

  /** The text of the current version. */
  default String text(String key) throws IOException {
    return new String(bytes(key, null), UTF_8);
  }

  /** The keys of a listing, in its order. */
  default List<String> keys(String prefix) throws IOException {
    return all(store().list(prefix)).stream().map(ObjectSummary::key).toList();
  }

  /** The keys of a listing that goes on after a key. */
  default List<String> keysAfter(String prefix, String startAfter) throws IOException {
    return all(store().list(prefix, startAfter)).stream().map(ObjectSummary::key).toList();
  }

  /** Reads a listing to its end and closes it. */
  static <T> List<T> all(Listing<T> listing) throws IOException {
    List<T> elements = new ArrayList<>();
    try (listing) {
      while (listing.hasNext()) {
        elements.add(listing.next());
      }
    }
    return elements;
  }

  /** The condition that the object is still what was written. */
  static WriteOptions.Precondition ifMatch(WriteResult written) {
    return new WriteOptions.Precondition.IfMatch(
        Objects.requireNonNull(written.eTag(), "a store without ETags can't write if match"));
  }

  /** Options with nothing but a condition. */
  static WriteOptions onlyIf(WriteOptions.Precondition precondition) {
    return new WriteOptions(Map.of(), null, null, precondition);
  }

  /**
   * Runs all tasks at once and waits for them.
   *
   * @return what each task returned or threw, by the task's index
   */
  static <T> Outcomes<T> atOnce(List<Callable<T>> tasks) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(16, tasks.size()));
    try {
      Map<Integer, T> returned = new HashMap<>();
      Map<Integer, Throwable> thrown = new HashMap<>();
      List<Future<T>> futures = threads.invokeAll(tasks);
      for (int i = 0; i < futures.size(); i++) {
        try {
          returned.put(i, futures.get(i).get());
        } catch (ExecutionException e) {
          thrown.put(i, e.getCause());
        }
      }
      return new Outcomes<>(returned, thrown);
    } finally {
      threads.shutdownNow();
    }
  }

  /** What tasks returned or threw, by the task's index. */
  record Outcomes<T>(Map<Integer, T> returned, Map<Integer, Throwable> thrown) {}
}
