package io.t4.storage;

import static org.awaitility.Awaitility.await;

import io.t4.storage.SupportsWatching.Watch;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Watches a store and keeps what is told. */
public final class Told implements Closeable {
  private final List<Change> changes = new CopyOnWriteArrayList<>();
  private final Watch watch;

  /** Begins to watch. */
  public Told(SupportsWatching store) throws IOException {
    watch = store.watch(changes::add);
  }

  /** All so far. */
  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Forgets what was told. */
  public void forget() {
    changes.clear();
  }

  /** Waits until this was told. */
  public void awaitChange(Change change) {
    await(change.toString()).atMost(Duration.ofSeconds(30)).until(() -> changes.contains(change));
  }

  /** Waits until such a change was told. */
  public void awaitAny(Predicate<Change> wanted) {
    await().atMost(Duration.ofSeconds(30)).until(() -> changes.stream().anyMatch(wanted));
  }

  @Override
  public void close() throws IOException {
    watch.close();
  }
}
