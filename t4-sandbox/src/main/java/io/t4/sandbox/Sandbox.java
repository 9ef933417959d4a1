package io.t4.sandbox;

import io.t4.process.ServerJars;
import io.t4.process.ServerProcess;
import io.t4.sandbox.server.DataDirectory;
import io.t4.sandbox.server.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A running S3 server (Adobe S3Mock) for demos and tests, in a process of its own that listens on
 * 127.0.0.1 only. It keeps versions, takes any credentials, and wants path-style addresses.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().bucket("my-bucket").start()) {
 *   sandbox.endpoint(); // http://127.0.0.1:54321
 * }
 * }</pre>
 *
 * <p>The server's own jars never meet those of the program. From a Maven repository they come as a
 * second artifact, {@code io.t4:t4-sandbox} with the classifier {@code server}.
 *
 * <p>The server stops when this is closed or when this JVM ends, in whatever way. All methods are
 * safe to call from many threads.
 */
public final class Sandbox implements AutoCloseable {
  private static final Pattern ERROR_MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");
  private static final String ENABLE_VERSIONING =
      "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
          + "<Status>Enabled</Status></VersioningConfiguration>";

  private final ServerProcess process;
  private final DataDirectory data;
  private final boolean temporary;
  private final URI endpoint;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Sandbox(ServerProcess process, DataDirectory data, boolean temporary, int port) {
    this.process = process;
    this.data = data;
    this.temporary = temporary;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
  }

  /** A server on a free port with temporary data and no buckets, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where the server answers, such as {@code http://127.0.0.1:54321}. */
  public URI endpoint() {
    return endpoint;
  }

  /** The file the server's log goes to. */
  public Path logFile() {
    return data.log();
  }

  /**
   * Makes sure that a bucket is there and keeps versions.
   *
   * @param name by S3's rules: 3 to 63 lower-case letters, digits, dots and hyphens
   * @throws SandboxException if the server refuses the name
   */
  public void createBucket(String name) {
    URI bucket = endpoint.resolve("/" + name);
    // 409: it is there already, from an earlier run on the same data.
    send(bucket, BodyPublishers.noBody(), "cannot create the bucket " + name, 200, 409);
    send(
        URI.create(bucket + "?versioning"),
        BodyPublishers.ofString(ENABLE_VERSIONING),
        "cannot switch on versions in the bucket " + name,
        200);
  }

  /** Creates a bucket with a name that no other has, and returns the name. */
  public String newBucket() {
    String name = "bucket-" + UUID.randomUUID();
    createBucket(name);
    return name;
  }

  /**
   * Waits until the server has ended, by {@link #close()}, a signal or itself.
   *
   * @return its exit code: 0 if it was closed, 130 after Ctrl-C, 143 after SIGTERM
   */
  public int awaitExit() throws InterruptedException {
    return process.awaitExit();
  }

  /**
   * Stops the server, waiting for its end, and deletes temporary data. Closing again does nothing.
   */
  @Override
  public void close() {
    try {
      process.close();
      if (temporary) {
        data.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(URI uri, HttpRequest.BodyPublisher body, String problem, Integer... expected) {
    try {
      HttpResponse<String> response =
          http.send(HttpRequest.newBuilder(uri).PUT(body).build(), BodyHandlers.ofString());
      if (!List.of(expected).contains(response.statusCode())) {
        Matcher words = ERROR_MESSAGE.matcher(response.body());
        throw new SandboxException(
            problem + ": " + (words.find() ? words.group(1) : "status " + response.statusCode()));
      }
    } catch (IOException e) {
      throw new SandboxException(problem + "; see " + data.log(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException(problem + ": interrupted", e);
    }
  }

  /** What a sandbox shall be like. */
  public static final class Builder {
    private int port;
    private @Nullable Path dataDirectory;
    private final List<String> buckets = new ArrayList<>();

    private Builder() {}

    /** The port to listen on, 0 to 65535; 0, the default, takes a free one. */
    public Builder port(int port) {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("not a port: " + port + "; give one from 0 to 65535");
      }
      this.port = port;
      return this;
    }

    /**
     * A directory that keeps buckets, objects, versions and metadata from run to run; created if
     * need be. Without one the data is temporary.
     */
    public Builder dataDirectory(Path directory) {
      this.dataDirectory = directory.toAbsolutePath();
      return this;
    }

    /** Also has this bucket, keeping versions; created unless the data directory has it. */
    public Builder bucket(String name) {
      buckets.add(Objects.requireNonNull(name));
      return this;
    }

    /**
     * Starts the server and waits until it answers, some seconds.
     *
     * @throws SandboxException if the port or the data directory is in use, a bucket has a name
     *     that S3 does not take, or the server does not come up; then nothing is left running
     */
    public Sandbox start() {
      try {
        Sandbox sandbox =
            dataDirectory == null
                ? launch(new DataDirectory(Files.createTempDirectory("t4-sandbox-")), true)
                : launch(new DataDirectory(Files.createDirectories(dataDirectory)), false);
        try {
          buckets.forEach(sandbox::createBucket);
        } catch (SandboxException e) {
          sandbox.close();
          throw e;
        }
        return sandbox;
      } catch (IOException e) {
        throw new SandboxException("cannot start the sandbox: " + e.getMessage(), e);
      }
    }

    private Sandbox launch(DataDirectory data, boolean temporary) throws IOException {
      String classPath = new ServerJars("sandbox", SandboxServer.class).classPath();
      ServerProcess process =
          ServerProcess.start(
              List.of(
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Xmx512m",
                  "-cp",
                  classPath,
                  SandboxServer.class.getName(),
                  Integer.toString(port),
                  data.root().toString(),
                  temporary ? SandboxServer.TEMPORARY : SandboxServer.KEEP),
              ProcessBuilder.Redirect.appendTo(data.log().toFile()));
      String report = process.report();
      if (report.startsWith(SandboxServer.READY + " ")) {
        int actual = Integer.parseInt(report.substring(SandboxServer.READY.length() + 1));
        return new Sandbox(process, data, temporary, actual);
      }
      process.close();
      String problem = problem(report, data);
      if (temporary) {
        data.delete();
      }
      throw new SandboxException(problem);
    }

    private String problem(String report, DataDirectory data) throws IOException {
      if (report.equals(SandboxServer.PORT_IN_USE)) {
        return "port " + port + " of 127.0.0.1 is in use: choose another, or 0 for a free one";
      }
      if (report.equals(SandboxServer.DATA_IN_USE)) {
        return "the data directory " + data.root() + " is in use by another sandbox";
      }
      return "the sandbox's server did not start: "
          + report
          + System.lineSeparator()
          + Files.readString(data.log(), StandardCharsets.UTF_8);
    }
  }
}
