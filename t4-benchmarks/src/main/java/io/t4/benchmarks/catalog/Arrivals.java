package io.t4.benchmarks.catalog;

import io.t4.benchmarks.corpus.Corpus;
import io.t4.benchmarks.corpus.CorpusFile;
import io.t4.bucket.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Files that are written while others search, so many a second. One at a time is looked for by its
 * own word, to tell how soon files are found.
 */
final class Arrivals implements AutoCloseable {
  private static final long LOOK_EACH_MILLIS = 100;
  private static final long FOUND_WITHIN_SECONDS = 60;

  private final Corpus corpus;
  private final Bucket bucket;
  private final List<ExpectedHits> expected;
  private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService looker = Executors.newSingleThreadScheduledExecutor();
  private final List<Future<Long>> looks = new ArrayList<>();
  private final ScheduledFuture<?> writing;
  private int next;

  /**
   * Starts writing.
   *
   * @param bucket where to
   * @param expected told of each file before it is written
   * @param perSecond how many files, 1 at least
   */
  Arrivals(Corpus corpus, Bucket bucket, List<ExpectedHits> expected, int perSecond) {
    this.corpus = corpus;
    this.bucket = bucket;
    this.expected = expected;
    this.next = corpus.size();
    writing =
        writer.scheduleAtFixedRate(
            this::writeOne, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
  }

  private synchronized void writeOne() {
    CorpusFile file = corpus.file(next);
    expected.forEach(hits -> hits.add(file));
    bucket.put(file.key(), file.bytes(), file.meta());
    if (looks.isEmpty() || looks.get(looks.size() - 1).isDone()) {
      int number = next;
      long written = System.nanoTime();
      looks.add(looker.submit(() -> lookFor(number, written)));
    }
    next++;
  }

  /** Nanoseconds until it was found. */
  private long lookFor(int number, long written) throws InterruptedException {
    String word = corpus.ownWord(number);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FOUND_WITHIN_SECONDS);
    while (true) {
      long total = bucket.search(word, 1).total();
      if (total == 1) {
        return System.nanoTime() - written;
      }
      if (total > 1 || System.nanoTime() > deadline) {
        throw new WrongAnswerException(
            "%s finds %d objects, not 1, %d s after it was written"
                .formatted(word, total, FOUND_WITHIN_SECONDS));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EACH_MILLIS);
    }
  }

  /**
   * Stops writing, and tells how long it took until those that were looked for were found.
   *
   * @return nanoseconds, at least one
   * @throws Exception what writing or looking failed with
   */
  List<Long> stop() throws Exception {
    writing.cancel(false);
    writer.shutdown();
    awaitWriter();
    if (!writing.isCancelled()) {
      // It ends by itself only when it fails.
      writing.get();
    }
    List<Long> found = new ArrayList<>();
    for (Future<Long> look : looks) {
      found.add(look.get());
    }
    return found;
  }

  /** How many files have been written. */
  synchronized int written() {
    return next - corpus.size();
  }

  /** Stops at once, and waits until nothing is being written. */
  @Override
  public void close() throws TimeoutException {
    writer.shutdownNow();
    looker.shutdownNow();
    try {
      awaitWriter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitWriter() throws InterruptedException, TimeoutException {
    if (!writer.awaitTermination(FOUND_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("a file was not written in " + FOUND_WITHIN_SECONDS + " s");
    }
  }
}
