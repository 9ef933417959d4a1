package io.t4.catalog.indexing;

import io.micrometer.core.instrument.Metrics;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexWrite;
import io.t4.catalog.index.SearchEngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings keys of the index up to date. Safe for use from many threads. */
final class KeyIndexer {
  private static final Logger LOG = LoggerFactory.getLogger(KeyIndexer.class);

  /** Documents hold texts of up to some MB; of so many keys they are in memory at a time. */
  private static final int KEYS_IN_MEMORY = 64;

  /** How long the search engine takes for what is written at a time. */
  private static final String WRITES = "t4.catalog.index.write";

  private static final String DOCUMENTS = "t4.catalog.index.documents";

  private final BucketIndex index;
  private final DocumentReader reader;
  private final ExecutorService readers;

  /**
   * @param readers in which objects are read
   */
  KeyIndexer(BucketIndex index, DocumentReader reader, ExecutorService readers) {
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
    Map<String, String> failures = new LinkedHashMap<>();
    for (int from = 0; from < updates.size(); from += KEYS_IN_MEMORY) {
      int to = Math.min(updates.size(), from + KEYS_IN_MEMORY);
      apply(updates.subList(from, to), failures);
    }
    return failures;
  }

  private void apply(List<KeyUpdate> updates, Map<String, String> failures)
      throws InterruptedException {
    Map<String, Future<List<IndexWrite>>> reading = new LinkedHashMap<>();
    for (KeyUpdate update : updates) {
      reading.put(update.state().key(), readers.submit(() -> update.writes(index, reader)));
    }
    List<IndexWrite> writes = new ArrayList<>();
    for (Map.Entry<String, Future<List<IndexWrite>>> entry : reading.entrySet()) {
      try {
        writes.addAll(entry.getValue().get());
      } catch (ExecutionException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        if (cause instanceof SearchEngineException down) {
          throw down;
        }
        LOG.debug("cannot read {}", entry.getKey(), cause);
        failures.put(entry.getKey(), reason(cause));
      }
    }
    Map<String, String> refused = Metrics.timer(WRITES).record(() -> index.write(writes));
    failures.putAll(refused);
    Metrics.counter(DOCUMENTS, "outcome", "written").increment(writes.size() - refused.size());
    Metrics.counter(DOCUMENTS, "outcome", "refused").increment(refused.size());
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return cause instanceof IOException && message != null ? message : cause.toString();
  }
}
