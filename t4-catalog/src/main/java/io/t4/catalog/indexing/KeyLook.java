package io.t4.catalog.indexing;

import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexedVersion;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.packages.PackagePointer;
import io.t4.storage.ObjectVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;

/** Looks afresh at what a bucket has of some keys, and makes the index have the same. */
final class KeyLook {
  private final BucketVersions versions;
  private final BucketSettings settings;
  private final BucketIndex index;
  private final KeyIndexer indexer;
  private final Executor readers;

  /**
   * @param readers in which the bucket is asked
   */
  KeyLook(
      BucketVersions versions,
      BucketSettings settings,
      BucketIndex index,
      KeyIndexer indexer,
      Executor readers) {
    this.versions = versions;
    this.settings = settings;
    this.index = index;
    this.indexer = indexer;
    this.readers = readers;
  }

  /**
   * Looks at keys.
   *
   * @param keys at most 1,000
   * @return those that could not be looked at or indexed, with the reason
   * @throws SearchEngineException if the search engine doesn't answer; the same call can then be
   *     made again
   * @throws IOException if the bucket doesn't tell what is to be indexed; as above
   */
  Map<String, String> at(Collection<String> keys) throws IOException, InterruptedException {
    IndexingSettings present = settings.get();
    Map<String, String> failures = new LinkedHashMap<>();
    List<KeyState> states = states(keys, failures);
    // Only what is visible is found, and all that is there must be known.
    index.refresh();
    Map<String, List<IndexedVersion>> indexed =
        index.versionsOf(states.stream().map(KeyState::key).toList());
    List<KeyUpdate> updates =
        states.stream()
            .map(
                state ->
                    new KeyUpdate(
                        state,
                        indexed.getOrDefault(state.key(), List.of()),
                        present,
                        KeyUpdate.Reread.UNLESS_IMMUTABLE))
            .toList();
    failures.putAll(indexer.apply(updates));
    if (keys.stream().anyMatch(key -> PackagePointer.of(key).isPresent())) {
      // Few, and somebody waits for it; the engine's own refresh would come within a second.
      index.refresh();
    }
    return failures;
  }

  private List<KeyState> states(Collection<String> keys, Map<String, String> failures)
      throws InterruptedException {
    long observed = KeyState.now();
    Map<String, Future<List<ObjectVersion>>> asked = new LinkedHashMap<>();
    CompletionService<List<ObjectVersion>> asking = new ExecutorCompletionService<>(readers);
    List<KeyState> states = new ArrayList<>();
    try {
      keys.forEach(key -> asked.put(key, asking.submit(() -> versions.of(key))));
      for (Map.Entry<String, Future<List<ObjectVersion>>> entry : asked.entrySet()) {
        try {
          states.add(new KeyState(entry.getKey(), entry.getValue().get(), observed));
        } catch (ExecutionException e) {
          // Also a key that no bucket can have: whoever sends events may send anything.
          Throwable cause = Objects.requireNonNull(e.getCause());
          String message = cause.getMessage();
          failures.put(
              entry.getKey(),
              cause instanceof IOException && message != null ? message : cause.toString());
        }
      }
    } finally {
      asked.values().forEach(future -> future.cancel(true));
    }
    return states;
  }
}
