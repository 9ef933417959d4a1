package io.t4.catalog.pages.tables;

import io.t4.catalog.pages.tables.worker.Answer;
import io.t4.catalog.pages.tables.worker.Message;
import io.t4.catalog.pages.tables.worker.Request;
import io.t4.catalog.pages.tables.worker.TableWorker;
import io.t4.catalog.settings.TableSettings;
import io.t4.storage.local.Scratch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One worker's process, with a directory of its own. It gets no credentials, and is killed when it
 * takes too long, or more memory or disk than it may. Used by one thread at a time, except {@link
 * #close()}.
 */
final class WorkerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long WATCH_MILLIS = 200;

  /** What the JVM exits with by {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private static final int HEAP_MEGABYTES = 256;

  /** For the JVM, and for single values, which DuckDB does not count. */
  private static final int MORE_MEGABYTES = 768;

  private static final String DISK = "4GiB";
  private static final int MOST_THREADS = 2;

  private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "SystemRoot");

  /** Why a process was killed. */
  private enum Excess {
    TIME,
    MEMORY,
    RESULT
  }

  private final Process process;
  private final Scratch directory;
  private final TableSettings settings;
  private final ScheduledExecutorService timer;
  private final DataInputStream answers;
  private final DataOutputStream requests;
  private final AtomicReference<@Nullable Excess> killed = new AtomicReference<>();
  private long usedNanos = System.nanoTime();

  private WorkerProcess(
      Process process, Scratch directory, TableSettings settings, ScheduledExecutorService timer) {
    this.process = process;
    this.directory = directory;
    this.settings = settings;
    this.timer = timer;
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /**
   * Starts one and waits until it takes requests.
   *
   * @throws IOException if it does not start; nothing is left of it
   */
  static WorkerProcess start(TableSettings settings, ScheduledExecutorService timer)
      throws IOException {
    Scratch directory = Scratch.directory();
    try {
      ProcessBuilder builder = new ProcessBuilder(command(settings, directory.path()));
      builder.environment().keySet().retainAll(ENVIRONMENT);
      // Else each thread of a JVM keeps memory of its own for what it frees.
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      builder.directory(directory.path().toFile());
      builder.redirectError(errors(directory).toFile());
      WorkerProcess worker = new WorkerProcess(builder.start(), directory, settings, timer);
      worker.awaitReady();
      return worker;
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  private static Path errors(Scratch directory) {
    return directory.path().resolve("errors.log");
  }

  private static List<String> command(TableSettings settings, Path directory) {
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + HEAP_MEGABYTES + "m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:MaxMetaspaceSize=128m",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + directory.resolve("crash.log"),
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + directory,
        "-Duser.home=" + directory,
        "-Djava.awt.headless=true",
        // What is logged about files of strangers nobody reads.
        "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
        "-cp",
        System.getProperty("java.class.path"),
        TableWorker.class.getName(),
        settings.memoryMegabytes() + "MiB",
        DISK,
        Integer.toString(threads));
  }

  private void awaitReady() throws IOException {
    ScheduledFuture<?> late = killAfter(START_LIMIT);
    try {
      if (answers.read() != TableWorker.READY) {
        String ending = ending();
        throw new IOException("the worker for tables did not start: " + ending);
      }
    } catch (IOException e) {
      stop();
      throw e;
    } finally {
      late.cancel(false);
    }
  }

  /**
   * Asks it, within the limits.
   *
   * @param written a file whose size is watched; null for none
   * @throws TableException if it had to be killed, or died; it can't be asked again then
   */
  Answer ask(Request request, @Nullable Path written) {
    ScheduledFuture<?> late = killAfter(settings.timeLimit());
    ScheduledFuture<?> watch =
        timer.scheduleWithFixedDelay(
            () -> watch(written), WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    try {
      Message.write(requests, request);
      return Message.read(answers, Answer.class);
    } catch (IOException e) {
      throw died();
    } finally {
      late.cancel(false);
      watch.cancel(false);
      usedNanos = System.nanoTime();
    }
  }

  private ScheduledFuture<?> killAfter(Duration limit) {
    return timer.schedule(() -> kill(Excess.TIME), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void kill(Excess excess) {
    killed.compareAndSet(null, excess);
    process.destroyForcibly();
  }

  private void watch(@Nullable Path written) {
    long limit = (settings.memoryMegabytes() + HEAP_MEGABYTES + (long) MORE_MEGABYTES) << 20;
    if (ResidentMemory.bytes(process.pid()) > limit) {
      kill(Excess.MEMORY);
    }
    if (written != null && written.toFile().length() > settings.maxResultBytes()) {
      kill(Excess.RESULT);
    }
  }

  private TableException died() {
    String ending = ending();
    Excess excess = killed.get();
    if (excess == Excess.TIME) {
      return new TableException(
          TableException.Kind.LATE,
          "This took longer than %s seconds and was ended. Ask for less, or take a copy of the file."
              .formatted(settings.timeLimit().toMillis() / 1000.0));
    }
    if (excess == Excess.RESULT) {
      return new TableException(
          TableException.Kind.UNREADABLE,
          "The result is larger than %d bytes and was given up; ask for less."
              .formatted(settings.maxResultBytes()));
    }
    if (excess == Excess.MEMORY || ending.isEmpty()) {
      return new TableException(
          TableException.Kind.UNREADABLE,
          "This takes more memory than the %d MB that tables may take, and was ended."
              .formatted(settings.memoryMegabytes()));
    }
    return new TableException(
        TableException.Kind.UNREADABLE, "Reading this ended its process: " + ending);
  }

  /** Waits for the end of the process, and says how it was; empty if memory was used up. */
  private String ending() {
    try {
      // One that closed its output is about to end by itself; what only broke the protocol isn't.
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      int code = process.waitFor();
      return code == OUT_OF_MEMORY ? "" : ("exit code " + code + " " + lastErrors()).strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return "interrupted";
    }
  }

  private String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(errors(directory), StandardCharsets.ISO_8859_1);
      return lines.isEmpty() ? "" : lines.get(lines.size() - 1).replace(directory.path() + "/", "");
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether it can be asked. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** How long it was not asked. */
  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - usedNanos);
  }

  /** The number by which the operating system knows it. */
  long pid() {
    return process.pid();
  }

  /** Ends the process, waits for its end, and deletes its directory. */
  @Override
  public void close() throws IOException {
    stop();
    directory.close();
  }

  private void stop() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
