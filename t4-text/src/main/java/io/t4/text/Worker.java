package io.t4.text;

import io.t4.text.worker.Answer;
import io.t4.text.worker.Request;
import io.t4.text.worker.TemporaryFiles;
import io.t4.text.worker.TextWorker;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One worker's process, with a directory of its own for temporary files. Used by one thread at a
 * time, except {@link #close()}.
 */
final class Worker implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** What the JVM exits with by {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** A worker reads files of strangers: it gets no credentials and no settings of ours. */
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "SystemRoot");

  private final Process process;
  private final TemporaryFiles temporary;
  private final ScheduledExecutorService timer;
  private final LastOutput errors;
  private final DataInputStream answers;
  private final DataOutputStream requests;
  private final Limits limits;
  private int files;

  private Worker(
      Process process, TemporaryFiles temporary, Limits limits, ScheduledExecutorService timer) {
    this.process = process;
    this.temporary = temporary;
    this.limits = limits;
    this.timer = timer;
    this.errors = LastOutput.of(process.getErrorStream());
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
  }

  /**
   * Starts a process; it is ready when it first answers.
   *
   * @throws IOException if there is no Java to run, or no place for temporary files
   */
  static Worker start(String classPath, Limits limits, ScheduledExecutorService timer)
      throws IOException {
    TemporaryFiles temporary = TemporaryFiles.create();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command(classPath, temporary.directory(), limits));
      builder.environment().keySet().retainAll(ENVIRONMENT);
      // Else each thread of a JVM keeps memory of its own for what it frees.
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      builder.directory(temporary.directory().toFile());
      return new Worker(builder.start(), temporary, limits, timer);
    } catch (IOException e) {
      temporary.delete();
      throw e;
    }
  }

  private static List<String> command(String classPath, Path directory, Limits limits) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx" + limits.heap(),
        "-XX:MaxMetaspaceSize=128m",
        "-XX:MaxDirectMemorySize=32m",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:+UseSerialGC",
        // Gives memory back after a large file.
        "-XX:MinHeapFreeRatio=10",
        "-XX:MaxHeapFreeRatio=30",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:ErrorFile=" + directory.resolve("crash.log"),
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + directory,
        "-Duser.home=" + directory,
        "-Djava.awt.headless=true",
        "-cp",
        classPath,
        TextWorker.class.getName(),
        Integer.toString(limits.characters()),
        Long.toString(limits.unpackedBytes()),
        directory.toString());
  }

  /**
   * Waits until the process takes requests.
   *
   * @throws IOException if it ends or hangs instead
   */
  void awaitReady() throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> kill = killAfter(START_LIMIT, late);
    try {
      if (answers.read() != TextWorker.READY) {
        throw new IOException(
            "the text worker did not start: " + (late.get() ? "it hangs" : ending()));
      }
    } finally {
      kill.cancel(false);
    }
  }

  /** What came of a request. */
  sealed interface Reply permits Answered, Died {}

  /** The worker answered. */
  record Answered(Answer answer) implements Reply {}

  /** The worker is dead: of the time limit, or by itself. */
  record Died(ExtractedText.Outcome outcome, String detail) implements Reply {}

  /** Has the worker read a file, within the limit of time. */
  Reply ask(Request request) {
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> kill = killAfter(limits.time(), late);
    files++;
    try {
      request.write(requests);
      return new Answered(Answer.read(answers, limits.characters()));
    } catch (IOException e) {
      kill.cancel(false);
      if (late.get()) {
        return new Died(
            ExtractedText.Outcome.TIMEOUT,
            "reading took longer than " + limits.time().toMillis() + " ms");
      }
      return new Died(ExtractedText.Outcome.CRASHED, ending());
    } finally {
      kill.cancel(false);
    }
  }

  /** Whether it was asked only once. */
  boolean isFresh() {
    return files <= 1;
  }

  /** Whether it can be asked again after an answer. */
  boolean isFit(Answer answer) {
    return answer.condition() == Answer.Condition.FIT
        && files < limits.filesPerWorker()
        && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  private ScheduledFuture<?> killAfter(Duration limit, AtomicBoolean late) {
    return timer.schedule(
        () -> {
          late.set(true);
          process.destroyForcibly();
        },
        limit.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** Ends the process, and says how it had ended before. */
  private String ending() {
    int code;
    try {
      // One that closed its output is about to end by itself; what only broke the protocol isn't.
      if (!process.waitFor(1, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      code = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return "interrupted";
    }
    if (code == OUT_OF_MEMORY) {
      return "reading needs more than " + limits.heap() + " bytes of memory";
    }
    String output = errors.end();
    return "exit code " + code + (output.isEmpty() ? "" : ": " + output);
  }

  /** Kills the process, waits for its end, and deletes its temporary files. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      temporary.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
