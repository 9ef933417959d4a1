package io.t4.catalog.indexing;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Threads that some parties share: a thread that gets free takes a task of whoever has the fewest
 * at work. So tasks that take long delay those of their own party, and others by one at the most.
 *
 * <p>Safe for use from many threads.
 */
final class FairThreads {
  private final ExecutorService threads;
  private final Object lock = new Object();

  /** Those with tasks in their queues, those who came to a turn last at the end. */
  private final Set<Share> waiting = new LinkedHashSet<>();

  /**
   * @param count how many threads there are at most
   */
  FairThreads(int count) {
    this.threads = Executors.newFixedThreadPool(count);
  }

  /** One more party's share of the threads. */
  Executor share() {
    return new Share();
  }

  private final class Share implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int atWork;

    @Override
    public void execute(Runnable task) {
      synchronized (lock) {
        tasks.add(task);
        waiting.add(this);
      }
      // One for each task, though it may run another one.
      threads.execute(FairThreads.this::runNext);
    }
  }

  private void runNext() {
    Share share;
    Runnable task;
    synchronized (lock) {
      share = waiting.stream().min(Comparator.comparingInt(s -> s.atWork)).orElseThrow();
      task = share.tasks.remove();
      waiting.remove(share);
      if (!share.tasks.isEmpty()) {
        waiting.add(share);
      }
      share.atWork++;
    }
    try {
      task.run();
    } finally {
      synchronized (lock) {
        share.atWork--;
      }
    }
  }

  /** Interrupts what is at work and starts nothing more. */
  void shutdownNow() {
    threads.shutdownNow();
  }

  /** Waits until nothing is at work any more; returns whether that is so. */
  boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return threads.awaitTermination(timeout, unit);
  }
}
