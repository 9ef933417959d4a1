package io.t4.text;

import io.t4.text.ExtractedText.Outcome;
import io.t4.text.worker.Answer;
import io.t4.text.worker.PdfPage;
import io.t4.text.worker.PlainText;
import io.t4.text.worker.Request;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of files in processes of its own, the workers, so that no content can harm this
 * one: a worker that hangs, crashes or runs out of memory is killed and replaced, and only its own
 * file is affected.
 *
 * <pre>{@code
 * try (TextExtractor extractor = TextExtractor.builder().build()) {
 *   extractor.extract("reports/2026.pdf", file).text();
 * }
 * }</pre>
 *
 * <p>It reads text, Markdown, source code, CSV, YAML and other text as it is; names and values of
 * JSON and JSON lines; the text of HTML, PDF, Microsoft Office, OpenDocument, RTF and EPUB; the
 * sources of notebooks; column names and the first row group of Parquet; and any of these packed as
 * {@code .gz} or {@code .bz2}. Images are not read, nor documents within documents.
 *
 * <p>Workers start when needed, take one file at a time, and are used again. They have no access to
 * credentials in this process' environment, and use no network. They end with this process, in
 * whatever way that ends.
 *
 * <p>Safe for use from many threads: as many files are read at a time as there are workers, further
 * callers wait.
 */
public final class TextExtractor implements AutoCloseable {
  private final String classPath;
  private final KnownTypes types;
  private final Limits limits;
  private final Semaphore turns;
  private final ScheduledExecutorService timer = timer();

  private final Object lock = new Object();
  // The last used is used first, so that no more run than are needed.
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Set<Worker> all = new HashSet<>();
  private boolean closed;

  private TextExtractor(Builder builder, String classPath) {
    this.classPath = classPath;
    this.types = builder.types;
    this.turns = new Semaphore(builder.workers, true);
    this.limits =
        new Limits(
            builder.heap,
            builder.timeLimit,
            builder.maxInputBytes,
            builder.maxCharacters,
            builder.maxUnpackedBytes,
            builder.filesPerWorker);
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "t4-text-timer");
              thread.setDaemon(true);
              return thread;
            });
    // Else a limit of each file stays until it is over.
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** An extractor with the default limits, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The extensions of files that are read, in lower case with their dots, such as {@code .md}; each
   * may have {@code .gz} or {@code .bz2} behind it. Unmodifiable and sorted. Some names without
   * extension are read too, such as {@code README}.
   */
  public Set<String> extensions() {
    return types.extensions();
  }

  /**
   * Whether the name is one of files that are read.
   *
   * @param fileName a name, path or key; upper and lower case are the same
   */
  public boolean handles(String fileName) {
    return types.format(FileType.of(fileName)) != null;
  }

  /**
   * Reads a file's text. Whatever the content is, the answer is an outcome and comes within the
   * limits.
   *
   * @param fileName a name, path or key, which tells how to read the content
   * @param content a file of the default file system; not changed
   * @throws IOException if the file can't be found, or no worker can be started: nothing that
   *     depends on the content. {@link InterruptedIOException} if the thread is interrupted while
   *     it waits for a worker
   * @throws IllegalStateException if this is or gets closed
   */
  public ExtractedText extract(String fileName, Path content) throws IOException {
    FileType type = FileType.of(fileName);
    String format = types.format(type);
    return format == null
        ? ExtractedText.none(Outcome.UNSUPPORTED, "no kind of file that is read: " + type.name())
        : extract(type, format, content);
  }

  /**
   * Reads a file as plain text, whatever its name, for files of which the caller knows that they
   * are text. It is unpacked if the name ends with {@code .gz} or {@code .bz2}. Content that is no
   * text is {@link Outcome#UNSUPPORTED}.
   *
   * @throws IOException as {@link #extract(String, Path)}
   * @throws IllegalStateException if this is or gets closed
   */
  public ExtractedText extractAsText(String fileName, Path content) throws IOException {
    return extract(FileType.of(fileName), PlainText.NAME, content);
  }

  /**
   * Draws the first page of a PDF as PNG, at most a thousand pixels wide or high. As with texts,
   * nothing that the content is can do harm; who shows the picture must not trust it any more than
   * the content.
   *
   * @param fileName a name, path or key
   * @param content a file of the default file system; not changed
   * @return empty if it can't be drawn within the limits, or is no PDF
   * @throws IOException as {@link #extract(String, Path)}
   * @throws IllegalStateException if this is or gets closed
   */
  public Optional<byte[]> firstPage(String fileName, Path content) throws IOException {
    ExtractedText letters = extract(FileType.of(fileName), PdfPage.NAME, content);
    if (letters.outcome() != Outcome.COMPLETE || letters.text().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(letters.text()));
    } catch (IllegalArgumentException e) {
      // The worker has read files of strangers.
      return Optional.empty();
    }
  }

  private ExtractedText extract(FileType type, String format, Path content) throws IOException {
    long size = Files.size(content);
    if (size > limits.inputBytes()) {
      return ExtractedText.none(
          Outcome.TOO_LARGE,
          "the file has %d bytes, more than %d".formatted(size, limits.inputBytes()));
    }
    Request request =
        new Request(type.name(), content.toAbsolutePath(), format, type.compression());
    try {
      turns.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a text worker");
    }
    try {
      return ask(request);
    } finally {
      turns.release();
    }
  }

  private ExtractedText ask(Request request) throws IOException {
    while (true) {
      Worker worker = take();
      boolean keep = false;
      try {
        Worker.Reply reply = worker.ask(request);
        if (reply instanceof Worker.Answered answered) {
          keep = worker.isFit(answered.answer());
          return text(answered.answer());
        }
        requireOpen();
        Worker.Died died = (Worker.Died) reply;
        // What killed a used worker may be left from files before.
        if (died.outcome() == Outcome.TIMEOUT || worker.isFresh()) {
          return ExtractedText.none(died.outcome(), died.detail());
        }
      } catch (RejectedExecutionException e) {
        // Closed in the meantime, and the timer with it.
        requireOpen();
        throw e;
      } finally {
        giveBack(worker, keep);
      }
    }
  }

  private static ExtractedText text(Answer answer) {
    Outcome outcome =
        switch (answer.result()) {
          case COMPLETE -> Outcome.COMPLETE;
          case TRUNCATED -> Outcome.TRUNCATED;
          case UNSUPPORTED -> Outcome.UNSUPPORTED;
          case TOO_LARGE -> Outcome.TOO_LARGE;
          case MALFORMED -> Outcome.MALFORMED;
        };
    return new ExtractedText(
        answer.text(), outcome, answer.detail().isEmpty() ? null : answer.detail());
  }

  private Worker take() throws IOException {
    Worker fresh;
    synchronized (lock) {
      requireOpen();
      Worker used = idle.pollFirst();
      if (used != null) {
        return used;
      }
      fresh = Worker.start(classPath, limits, timer);
      all.add(fresh);
    }
    try {
      fresh.awaitReady();
      return fresh;
    } catch (IOException | RejectedExecutionException e) {
      giveBack(fresh, false);
      requireOpen();
      throw e;
    }
  }

  private void giveBack(Worker worker, boolean keep) {
    synchronized (lock) {
      if (keep && !closed) {
        idle.addFirst(worker);
        return;
      }
      all.remove(worker);
    }
    worker.close();
  }

  private void requireOpen() {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("the text extractor is closed");
      }
    }
  }

  /** The processes of all workers that run. */
  List<Long> workerPids() {
    synchronized (lock) {
      return all.stream().map(Worker::pid).toList();
    }
  }

  /** Kills all workers; files that are being read are given up. Closing again does nothing. */
  @Override
  public void close() {
    List<Worker> left;
    synchronized (lock) {
      closed = true;
      left = List.copyOf(all);
      all.clear();
      idle.clear();
    }
    timer.shutdownNow();
    left.forEach(Worker::close);
  }

  /** What an extractor shall be like. Not thread safe. */
  public static final class Builder {
    private static final long MIN_HEAP = 32L << 20;
    private static final int MAX_CHARACTERS = 100_000_000;

    private int workers = 2;
    private long heap = 256L << 20;
    private Duration timeLimit = Duration.ofSeconds(20);
    private long maxInputBytes = 64L << 20;
    private int maxCharacters = 1_000_000;
    private long maxUnpackedBytes = 256L << 20;
    private int filesPerWorker = 1000;
    private KnownTypes types = KnownTypes.standard();
    private @Nullable Path additionalClasses;

    private Builder() {}

    /** How many files are read at a time, each by a process; at least 1, 2 by default. */
    public Builder workers(int workers) {
      this.workers = (int) atLeast(1, workers, "workers");
      return this;
    }

    /**
     * The bytes of memory that reading may take in each worker, at least 32 MiB, 256 MiB by
     * default. The process as a whole takes up to some 200 MiB more.
     */
    public Builder heapPerWorker(long bytes) {
      this.heap = atLeast(MIN_HEAP, bytes, "heap per worker");
      return this;
    }

    /** How long reading one file may take, at least a millisecond, 20 seconds by default. */
    public Builder timeLimit(Duration limit) {
      atLeast(1, limit.toMillis(), "milliseconds");
      this.timeLimit = limit;
      return this;
    }

    /** The bytes that a file may have, 64 MiB by default; more is {@link Outcome#TOO_LARGE}. */
    public Builder maxInputBytes(long bytes) {
      this.maxInputBytes = atLeast(0, bytes, "bytes of input");
      return this;
    }

    /**
     * The characters ({@code char}s) that a text may have, 1,000,000 by default, at most
     * 100,000,000; a longer one is {@link Outcome#TRUNCATED}.
     */
    public Builder maxCharacters(int characters) {
      this.maxCharacters =
          (int) Math.min(MAX_CHARACTERS, atLeast(1, characters, "characters of text"));
      return this;
    }

    /**
     * The bytes that packed content may unpack to, 256 MiB by default; more is {@link
     * Outcome#TOO_LARGE}, unless the text is full before.
     */
    public Builder maxUnpackedBytes(long bytes) {
      this.maxUnpackedBytes = atLeast(1, bytes, "unpacked bytes");
      return this;
    }

    /** How many files a worker reads before another replaces it, 1,000 by default. */
    public Builder filesPerWorker(int files) {
      this.filesPerWorker = (int) atLeast(1, files, "files per worker");
      return this;
    }

    /** Also reads an extension, by a format whose class is in a directory. */
    Builder format(String extension, String format, Path classes) {
      this.types = types.with(extension, format);
      this.additionalClasses = Objects.requireNonNull(classes);
      return this;
    }

    /**
     * An extractor; no worker is started yet.
     *
     * @throws IOException if the workers' jars can't be found
     */
    public TextExtractor build() throws IOException {
      String jars = WorkerJars.classPath();
      return new TextExtractor(
          this, additionalClasses == null ? jars : jars + File.pathSeparator + additionalClasses);
    }

    private static long atLeast(long least, long value, String what) {
      if (value < least) {
        throw new IllegalArgumentException("%s: %d is less than %d".formatted(what, value, least));
      }
      return value;
    }
  }
}
