package io.t4.catalog.pages.tables;

import io.t4.catalog.pages.tables.worker.Answer;
import io.t4.catalog.pages.tables.worker.Request;
import io.t4.catalog.settings.TableSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that are started when they are wanted, used again, and ended when they are not. Safe for
 * use from many threads.
 */
final class WorkerPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  /** Whoever comes later is told so at once. */
  private static final int MOST_WAITING = 20;

  private static final Duration KEPT = Duration.ofMinutes(2);

  private final TableSettings settings;
  private final Semaphore turns;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final ScheduledExecutorService timer;
  private boolean closed;

  /**
   * @param housekeeping is done now and then
   */
  WorkerPool(TableSettings settings, Runnable housekeeping) {
    this.settings = settings;
    this.turns = new Semaphore(settings.workers(), true);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "t4-tables-timer");
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> {
              endIdle();
              housekeeping.run();
            },
            KEPT.toMillis(),
            KEPT.toMillis() / 4,
            TimeUnit.MILLISECONDS);
  }

  /**
   * Has a worker answer, when it is this request's turn.
   *
   * @param written a file whose size is watched; null for none
   * @throws TableException if there are too many requests, the worker refuses, or it takes too much
   */
  Answer ask(Request request, @Nullable Path written) throws IOException {
    if (turns.getQueueLength() >= MOST_WAITING) {
      throw busy();
    }
    awaitTurn();
    try {
      WorkerProcess worker = take();
      try {
        Answer answer = worker.ask(request, written);
        if (answer instanceof Answer.Refused refused) {
          throw TableException.of(refused);
        }
        return answer;
      } finally {
        giveBack(worker);
      }
    } finally {
      turns.release();
    }
  }

  private void awaitTurn() throws IOException {
    try {
      if (!turns.tryAcquire(settings.timeLimit().toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while others read tables");
    }
  }

  private static TableException busy() {
    return new TableException(
        TableException.Kind.BUSY, "Too many tables are being read now. Try again in a minute.");
  }

  private WorkerProcess take() throws IOException {
    while (true) {
      WorkerProcess worker;
      synchronized (this) {
        if (closed) {
          throw new IOException("the catalog is about to end");
        }
        worker = idle.pollFirst();
      }
      if (worker == null) {
        return WorkerProcess.start(settings, timer);
      }
      if (worker.isAlive()) {
        return worker;
      }
      close(worker);
    }
  }

  private void giveBack(WorkerProcess worker) {
    synchronized (this) {
      if (!closed && worker.isAlive()) {
        idle.addFirst(worker);
        return;
      }
    }
    close(worker);
  }

  private void endIdle() {
    List<WorkerProcess> ended = new ArrayList<>();
    synchronized (this) {
      for (WorkerProcess worker : List.copyOf(idle)) {
        if (worker.idle().compareTo(KEPT) > 0 || !worker.isAlive()) {
          idle.remove(worker);
          ended.add(worker);
        }
      }
    }
    ended.forEach(WorkerPool::close);
  }

  private static void close(WorkerProcess worker) {
    try {
      worker.close();
    } catch (IOException e) {
      LOG.warn("files of a worker for tables stay behind: {}", e.getMessage());
    }
  }

  /** Those that wait for requests, for tests. */
  synchronized List<Long> idlePids() {
    return idle.stream().map(WorkerProcess::pid).toList();
  }

  /** Ends all; one that is asked ends when its limit is reached, at the latest. */
  @Override
  public void close() {
    List<WorkerProcess> ended;
    synchronized (this) {
      closed = true;
      ended = List.copyOf(idle);
      idle.clear();
    }
    ended.forEach(WorkerPool::close);
    timer.shutdown();
  }
}
