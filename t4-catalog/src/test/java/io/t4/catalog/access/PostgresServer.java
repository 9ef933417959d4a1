package io.t4.catalog.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of this machine's packages, with an empty database. */
final class PostgresServer implements AutoCloseable {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres";
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path directory;
  private final String url;

  private PostgresServer(Process process, Path directory, String url) {
    this.process = process;
    this.directory = directory;
    this.url = url;
  }

  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  static PostgresServer start(Path programs) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("t4-postgres");
    Path data = directory.resolve("data");
    List<String> asUser = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // It refuses to be run by root.
      asUser.addAll(List.of("runuser", "-u", USER, "--"));
      run(List.of("chown", USER, directory.toString()), directory.resolve("chown.log"));
    }
    List<String> init = new ArrayList<>(asUser);
    init.addAll(
        List.of(
            programs.resolve("initdb").toString(),
            "-D",
            data.toString(),
            "-U",
            USER,
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C"));
    run(init, directory.resolve("initdb.log"));
    int port = freePort();
    List<String> serve = new ArrayList<>(asUser);
    serve.addAll(
        List.of(
            programs.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(port),
            "-k",
            directory.toString(),
            "-c",
            "fsync=off"));
    Process process =
        new ProcessBuilder(serve)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("postgres.log").toFile())
            .start();
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    await().atMost(START).until(() -> answers(url));
    return new PostgresServer(process, directory, url);
  }

  /** Removes all that earlier tests left. */
  static void empty(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public");
    }
  }

  private static boolean answers(String url) {
    try (Connection connection = DriverManager.getConnection(url)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void run(List<String> command, Path log) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder(command)
            .directory(log.resolveSibling(".").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as("%s, see %s", command, log).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
