package io.t4.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A resource that is also closed when the process is told to end, by Ctrl-C or SIGTERM; the last
 * that was opened first, as each may use those before it.
 *
 * @param <T> the resource; closing it twice must do no harm
 */
final class StoppedWithProcess<T extends AutoCloseable> implements AutoCloseable {
  private static final Deque<StoppedWithProcess<?>> OPEN = new ArrayDeque<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(StoppedWithProcess::closeAll, "close all"));
  }

  private final T resource;

  private StoppedWithProcess(T resource) {
    this.resource = resource;
  }

  static <T extends AutoCloseable> StoppedWithProcess<T> of(T resource) {
    StoppedWithProcess<T> stopped = new StoppedWithProcess<>(resource);
    synchronized (OPEN) {
      OPEN.addLast(stopped);
    }
    return stopped;
  }

  T get() {
    return resource;
  }

  @Override
  public void close() {
    // While one is being closed the hook waits, so that it keeps to the order.
    synchronized (OPEN) {
      if (!ErrorReport.processEnds() && OPEN.remove(this)) {
        closeResource();
      }
    }
  }

  private static void closeAll() {
    synchronized (OPEN) {
      while (!OPEN.isEmpty()) {
        OPEN.removeLast().closeResource();
      }
    }
  }

  private void closeResource() {
    try {
      resource.close();
    } catch (Exception e) {
      System.err.println("t4: " + PrintableText.lines(String.valueOf(e.getMessage())));
    }
  }
}
