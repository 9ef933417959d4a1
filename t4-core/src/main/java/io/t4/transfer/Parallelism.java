package io.t4.transfer;

import io.t4.storage.Listing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The threads that move content: one pool for objects and one for the parts of objects, so that an
 * object that waits for its parts never keeps them from running.
 *
 * <p>Threads are daemons and end when idle. Safe for use from many threads.
 */
public final class Parallelism implements AutoCloseable {
  private static final long IDLE_SECONDS = 5;

  private final int width;
  private final ExecutorService objects;
  private final ExecutorService parts;

  /** At most {@code width} objects, and as many parts, at a time. */
  public Parallelism(int width) {
    this.width = width;
    this.objects = pool(width, "t4-object-");
    this.parts = pool(width, "t4-part-");
  }

  /** Something done to each element. */
  @FunctionalInterface
  public interface Task<T> {
    void run(T element) throws IOException;
  }

  /**
   * Runs the task for each object of a listing, which is closed at the end. No more elements are
   * taken from the listing than are being worked on. After the first failure nothing new is
   * started; what runs is waited for, and the first failure is thrown, with others suppressed in
   * it.
   */
  public <T> void forEachObject(Listing<T> listing, Task<? super T> task) throws IOException {
    try (listing) {
      forEach(listing, task, objects);
    }
  }

  /** As {@link #forEachObject}, for the parts of one object. */
  <T> void forEachPart(Iterator<T> parts, Task<? super T> task) throws IOException {
    forEach(Listing.of(parts), task, this.parts);
  }

  private <T> void forEach(Listing<T> elements, Task<? super T> task, ExecutorService pool)
      throws IOException {
    Semaphore running = new Semaphore(width);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    try {
      while (failure.get() == null && elements.hasNext()) {
        T element = elements.next();
        running.acquire();
        pool.execute(
            () -> {
              try {
                if (failure.get() == null) {
                  task.run(element);
                }
              } catch (Throwable e) {
                record(failure, e);
              } finally {
                running.release();
              }
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      record(failure, new InterruptedIOException("interrupted"));
    } catch (IOException | RuntimeException e) {
      record(failure, e);
    }
    running.acquireUninterruptibly(width);
    rethrow(failure.get());
  }

  private static void record(AtomicReference<@Nullable Throwable> failure, Throwable e) {
    if (!failure.compareAndSet(null, e)) {
      Throwable first = failure.get();
      if (first != null && first != e) {
        first.addSuppressed(e);
      }
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private static ExecutorService pool(int width, String name) {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            width,
            width,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            runnable -> {
              Thread thread = new Thread(runnable, name + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Starts nothing new; what runs is given up. */
  @Override
  public void close() {
    objects.shutdownNow();
    parts.shutdownNow();
  }
}
