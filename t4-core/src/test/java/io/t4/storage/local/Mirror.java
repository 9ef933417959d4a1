package io.t4.storage.local;

import static io.t4.storage.StoreUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.storage.Change;
import io.t4.storage.Change.DirectoryChanged;
import io.t4.storage.Change.ObjectChanged;
import io.t4.storage.ObjectSummary;
import io.t4.storage.SupportsWatching.Watch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Knows what is in a bucket by looking where it is told to, as an index does. */
final class Mirror implements Closeable {
  private static final Change STOP = new DirectoryChanged("no such directory/");

  /** How often is looked again where others change names at the same moment. */
  private static final int ATTEMPTS = 100;

  private final LocalObjectStore store;
  private final BlockingQueue<Change> queue = new LinkedBlockingQueue<>();
  private final NavigableMap<String, ObjectSummary> objects = new ConcurrentSkipListMap<>();
  private final Watch watch;
  private final Thread thread = new Thread(this::run, "mirror");
  private volatile @Nullable Throwable failure;

  Mirror(LocalObjectStore store) throws IOException {
    this.store = store;
    watch = store.watch(queue::add);
    queue.add(new DirectoryChanged(""));
    thread.start();
  }

  private void run() {
    try {
      for (Change change = queue.take(); change != STOP; change = queue.take()) {
        look(change);
      }
    } catch (InterruptedException | IOException | RuntimeException e) {
      failure = e;
    }
  }

  private void look(Change change) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        lookOnce(change);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void lookOnce(Change change) throws IOException {
    if (change instanceof ObjectChanged object) {
      try {
        objects.put(object.key(), store.stat(object.key(), null).summary());
      } catch (NoSuchFileException e) {
        objects.remove(object.key());
      }
    } else if (change instanceof DirectoryChanged directory) {
      // Of many that wait, one is enough.
      queue.removeIf(directory::equals);
      List<ObjectSummary> present = all(store.list(directory.prefix()));
      objects.keySet().removeIf(key -> key.startsWith(directory.prefix()));
      present.forEach(object -> objects.put(object.key(), object));
    } else {
      throw new IllegalStateException(change.toString());
    }
  }

  List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** Waits until what it knows is what is there. */
  void awaitTruth() {
    await()
        .atMost(Duration.ofSeconds(60))
        .failFast("the mirror stopped: see what closing it throws", () -> failure != null)
        .untilAsserted(
            () -> assertThat(List.copyOf(objects.values())).isEqualTo(all(store.list(""))));
  }

  @Override
  public void close() throws IOException {
    watch.close();
    queue.add(STOP);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException("the mirror stopped", failed);
    }
  }
}
