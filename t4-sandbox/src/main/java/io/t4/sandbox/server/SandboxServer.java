package io.t4.sandbox.server;

import com.adobe.testing.s3mock.S3MockApplication;
import io.t4.process.ProcessLock;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The main class of the sandbox's process: runs S3Mock until its standard input ends, which the
 * operating system sees to when the process that started it dies.
 *
 * <p>Arguments: port (0 for a free one), data directory, {@code keep} or {@code temporary}. It
 * writes one line to standard output: {@code ready} and the port, {@code port-in-use}, {@code
 * data-in-use}, or {@code failed} and a message. Everything else goes to standard error.
 */
public final class SandboxServer {
  public static final String READY = "ready";
  public static final String PORT_IN_USE = "port-in-use";
  public static final String DATA_IN_USE = "data-in-use";
  public static final String FAILED = "failed";
  public static final String KEEP = "keep";
  public static final String TEMPORARY = "temporary";

  private SandboxServer() {}

  @SuppressWarnings("deprecation") // getPort(): its successor asks the connector that we drop.
  public static void main(String[] arguments) throws IOException {
    PrintStream report = System.out;
    System.setOut(System.err);
    int port = Integer.parseInt(arguments[0]);
    DataDirectory data = new DataDirectory(Path.of(arguments[1]));
    boolean temporary = arguments[2].equals(TEMPORARY);

    Files.createDirectories(data.buckets());
    Optional<ProcessLock> lock = data.lock();
    if (lock.isEmpty()) {
      report.println(DATA_IN_USE);
      System.exit(1);
    }
    try {
      S3MockApplication server = start(port, data);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, data, temporary)));
      report.println(READY + " " + server.getPort());
    } catch (RuntimeException e) {
      e.printStackTrace();
      report.println(isBindFailure(e) ? PORT_IN_USE : FAILED + " " + e.getMessage());
      System.exit(1);
    }
    try {
      System.in.transferTo(PrintStream.nullOutputStream());
    } finally {
      Reference.reachabilityFence(lock);
    }
    System.exit(0);
  }

  private static S3MockApplication start(int port, DataDirectory data) {
    return S3MockApplication.start(
        new HashMap<>(Map.of("silent", true)), // S3Mock takes from it
        "--spring.main.sources="
            + Stream.of(
                    LoopbackOnly.class,
                    WritesInTurn.class,
                    DeletedKeys.class,
                    CopiesOntoThemselves.class)
                .map(Class::getName)
                .collect(Collectors.joining(",")),
        // Stopped by our own hook, so that data is deleted after the server's last write.
        "--spring.main.register-shutdown-hook=false",
        "--spring.lifecycle.timeout-per-shutdown-phase=2s",
        "--server.address=127.0.0.1",
        "--server.port=" + port,
        "--server.ssl.enabled=false",
        // Tomcat's limit of 100 costs clients their connection in the middle of a listing.
        "--server.tomcat.max-keep-alive-requests=-1",
        "--com.adobe.testing.s3mock.store.root=" + data.buckets(),
        "--com.adobe.testing.s3mock.store.retain-files-on-exit=true");
  }

  private static void stop(S3MockApplication server, DataDirectory data, boolean temporary) {
    server.stop();
    if (temporary) {
      try {
        data.delete();
      } catch (IOException e) {
        System.err.println("cannot delete " + data.root() + ": " + e);
      }
    }
  }

  private static boolean isBindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }
}
