package io.t4.catalog.indexing;

import io.micrometer.core.instrument.Metrics;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexWrite;
import io.t4.catalog.index.SearchEngineException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings keys of the index up to date. Safe for use from many threads. */
final class KeyIndexer {
  private static final Logger LOG = LoggerFactory.getLogger(KeyIndexer.class);

  /** Of so many keys the documents are in memory at a time. */
  static final int KEYS_IN_MEMORY = 64;

  /** A key with many versions or long texts is written bit by bit; in characters of text. */
  private static final int MAX_TEXT_OF_KEY = 1_000_000;

  private static final int MAX_VERSIONS_OF_KEY = 500;

  /** How long what was read waits for more that can be written with it. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long the search engine takes for what is written at a time. */
  private static final String WRITES = "t4.catalog.index.write";

  private static final String DOCUMENTS = "t4.catalog.index.documents";

  private final BucketIndex index;
  private final DocumentReader reader;
  private final Executor readers;

  /**
   * @param readers in which objects are read
   */
  KeyIndexer(BucketIndex index, DocumentReader reader, Executor readers) {
    this.index = index;
    this.reader = reader;
    this.readers = readers;
  }

  /**
   * Writes what differs.
   *
   * @return the keys that could not be indexed, with the reason
   * @throws SearchEngineException if the search engine doesn't answer; the same call can then be
   *     made again
   */
  Map<String, String> apply(List<KeyUpdate> updates) throws InterruptedException {
    Map<String, String> failures = new ConcurrentHashMap<>();
    for (int from = 0; from < updates.size(); from += KEYS_IN_MEMORY) {
      int to = Math.min(updates.size(), from + KEYS_IN_MEMORY);
      apply(updates.subList(from, to), failures);
    }
    return failures;
  }

  private void apply(List<KeyUpdate> updates, Map<String, String> failures)
      throws InterruptedException {
    CompletionService<List<IndexWrite>> reading = new ExecutorCompletionService<>(readers);
    List<Future<List<IndexWrite>>> all = new ArrayList<>();
    try {
      for (KeyUpdate update : updates) {
        all.add(reading.submit(() -> read(update, failures)));
      }
      List<IndexWrite> ready = new ArrayList<>();
      long first = 0;
      for (int left = updates.size(); left > 0; ) {
        @Nullable Future<List<IndexWrite>> done =
            ready.isEmpty()
                ? reading.take()
                : reading.poll(first + PATIENCE_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (done == null) {
          // What takes long to be read must not keep the others from being found.
          write(ready, failures);
          ready.clear();
          continue;
        }
        left--;
        if (ready.isEmpty()) {
          first = System.nanoTime();
        }
        ready.addAll(result(done));
      }
      write(ready, failures);
    } finally {
      // Does nothing to those that are done.
      all.forEach(future -> future.cancel(true));
    }
  }

  private static List<IndexWrite> result(Future<List<IndexWrite>> done)
      throws InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SearchEngineException down) {
        throw down;
      }
      throw new IllegalStateException("what fails for a key is told with it", e.getCause());
    }
  }

  /** Reads what must be written, and writes all but the rest of it. */
  private List<IndexWrite> read(KeyUpdate update, Map<String, String> failures) {
    List<IndexWrite> writes = new ArrayList<>();
    long[] characters = {0};
    try {
      update.writes(
          index,
          reader,
          write -> {
            writes.add(write);
            characters[0] += write.textLength();
            if (characters[0] > MAX_TEXT_OF_KEY || writes.size() >= MAX_VERSIONS_OF_KEY) {
              write(writes, failures);
              writes.clear();
              characters[0] = 0;
            }
          });
    } catch (NoSuchFileException e) {
      // What a listing told is not true any more; whoever looks again sees what is.
      fail(update.state().key(), "it was listed, but is not there", e, failures);
    } catch (SearchEngineException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // What could be read of the other versions is written all the same.
      fail(update.state().key(), e, failures);
    }
    return writes;
  }

  private void write(List<IndexWrite> writes, Map<String, String> failures) {
    try {
      failures.putAll(measured(writes));
    } catch (SearchEngineException e) {
      if (!e.isAboutContent()) {
        throw e;
      }
      // One of them can't be taken; the others must not wait for it.
      for (IndexWrite write : writes) {
        try {
          failures.putAll(measured(List.of(write)));
        } catch (SearchEngineException single) {
          if (!single.isAboutContent()) {
            throw single;
          }
          fail(write.key(), String.valueOf(single.getMessage()), single, failures);
        }
      }
    }
  }

  private Map<String, String> measured(List<IndexWrite> writes) {
    Map<String, String> refused = Metrics.timer(WRITES).record(() -> index.write(writes));
    Metrics.counter(DOCUMENTS, "outcome", "written").increment(writes.size() - refused.size());
    Metrics.counter(DOCUMENTS, "outcome", "refused").increment(refused.size());
    return refused;
  }

  private static void fail(String key, Throwable cause, Map<String, String> failures) {
    String message = cause.getMessage();
    String reason = cause instanceof IOException && message != null ? message : cause.toString();
    fail(key, reason, cause, failures);
  }

  private static void fail(
      String key, String reason, Throwable cause, Map<String, String> failures) {
    LOG.debug("cannot index {}", key, cause);
    failures.put(key, reason);
  }
}
