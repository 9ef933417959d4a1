package io.t4.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own. It writes one line to its standard output when it has started or
 * failed to, and runs until its standard input ends; so it ends with the process that started it,
 * in whatever way that ends. All methods are safe to call from many threads.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Process process;

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** As {@link #start(List, ProcessBuilder.Redirect, Consumer)}, in the environment of this one. */
  public static ServerProcess start(List<String> arguments, ProcessBuilder.Redirect errors)
      throws IOException {
    return start(arguments, errors, environment -> {});
  }

  /**
   * Starts a JVM of the version that runs this one.
   *
   * @param arguments what follows the command {@code java}
   * @param errors where its standard error goes; by its {@code Redirect} appended or not
   * @param environment changes the environment, which is that of this process at first
   */
  public static ServerProcess start(
      List<String> arguments,
      ProcessBuilder.Redirect errors,
      Consumer<Map<String, String>> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors);
    environment.accept(builder.environment());
    return new ServerProcess(builder.start());
  }

  /** The program {@code java} of the JVM that runs this. */
  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Waits, at most two minutes, for the one line that the server says about its start.
   *
   * @return the line; empty if the server dies or hangs without
   */
  public String report() throws IOException {
    CompletableFuture<@Nullable String> line =
        CompletableFuture.supplyAsync(
            () -> {
              BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
              try {
                return reader.readLine();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return Objects.requireNonNullElse(
          line.get(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS), "");
    } catch (TimeoutException e) {
      return "";
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** The number by which the operating system knows the process. */
  public long pid() {
    return process.pid();
  }

  /** Whether the server has not ended yet. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until the server has ended, by {@link #close()}, a signal or itself.
   *
   * @return its exit code
   */
  public int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Tells the server to stop and waits for its end; one that takes too long is killed. Closing
   * again does nothing.
   */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
