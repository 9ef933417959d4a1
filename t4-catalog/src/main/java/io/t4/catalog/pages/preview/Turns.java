package io.t4.catalog.pages.preview;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets few do at a time what takes much memory or time. Of the others few wait, and not for long:
 * they have the threads that answer everything else. Safe for use from many threads.
 */
public final class Turns {
  private static final int MOST_WAITING = 16;
  private static final long LONGEST_SECONDS = 10;

  private final Semaphore free;

  public Turns(int atATime) {
    free = new Semaphore(atATime, true);
  }

  /** What is done. */
  @FunctionalInterface
  public interface Work<T> {
    T done() throws IOException;
  }

  /**
   * Does it when it is its turn.
   *
   * @throws BusyException if that doesn't come in time
   */
  public <T> T take(Work<T> work) throws IOException {
    if (!acquired()) {
      throw new BusyException();
    }
    try {
      return work.done();
    } finally {
      free.release();
    }
  }

  private boolean acquired() {
    try {
      return free.getQueueLength() < MOST_WAITING
          && free.tryAcquire(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
