package io.t4.tabular;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import io.t4.error.TooLargeException;
import io.t4.storage.local.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * A DuckDB database in memory that lives for one call, within limits of memory, threads, and
 * temporary space. For one thread.
 */
final class DuckDb implements AutoCloseable {
  /** The driver puts it in front of the real message. */
  private static final String DRIVER_NOISE =
      "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\n"
          + "Error: ";

  /** Stands for the names of T4's files in messages. */
  private static final String OBJECT = "the object";

  private final DatabaseLimits limits;
  private final Scratch scratch;
  private final Path directory;
  private final Connection connection;
  private final List<Path> files = new ArrayList<>();

  private DuckDb(DatabaseLimits limits, Scratch scratch, Connection connection) {
    this.limits = limits;
    this.scratch = scratch;
    this.directory = scratch.path();
    this.connection = connection;
  }

  static DuckDb open() throws IOException {
    return open(DatabaseLimits.DEFAULT);
  }

  static DuckDb open(DatabaseLimits limits) throws IOException {
    Scratch scratch = Scratch.directory();
    try {
      DuckDb database = new DuckDb(limits, scratch, connect(scratch.path(), limits));
      UnpackedLibrary.remove();
      // Else text of a time would depend on where it is made.
      database.execute("SET TimeZone = 'UTC'");
      return database;
    } catch (SQLException e) {
      scratch.close();
      throw new T4Exception("DuckDB doesn't start: " + e.getMessage(), e);
    }
  }

  private static Connection connect(Path directory, DatabaseLimits limits) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", limits.memory());
    settings.setProperty("max_temp_directory_size", limits.disk());
    settings.setProperty("temp_directory", directory.resolve("spill").toString());
    settings.setProperty("threads", String.valueOf(limits.threads()));
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    // Nothing that the user's home directory holds for DuckDB counts here.
    settings.setProperty("extension_directory", directory.resolve("extensions").toString());
    settings.setProperty("secret_directory", directory.resolve("secrets").toString());
    settings.setProperty("allow_persistent_secrets", "false");
    // Results arrive in pieces instead of being held twice.
    settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    // Without DriverManager, which would load the driver wherever it is used.
    return new DuckDBDriver().connect("jdbc:duckdb:", settings);
  }

  Connection connection() {
    return connection;
  }

  /** A file of the database's own directory, deleted with it. */
  Path newFile(String name) {
    Path file = directory.resolve(name);
    files.add(file);
    return file;
  }

  /** Keeps the name of a file out of messages. */
  void hide(Path file) {
    files.add(file);
  }

  /**
   * The file, or a copy of it where the name would mean something to DuckDB: a pattern, or a
   * partition's value.
   */
  Path readable(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    files.add(absolute);
    boolean plain = absolute.toString().chars().noneMatch(c -> "*?[]{}=\0".indexOf(c) >= 0);
    return plain ? absolute : Files.copy(absolute, newFile("object"));
  }

  /**
   * A name in the database's own directory by which the file is read, so that no message tells
   * where it is.
   */
  Path linked(Path file) throws IOException {
    Path link = newFile("table-" + files.size());
    try {
      return Files.createSymbolicLink(link, file.toAbsolutePath());
    } catch (UnsupportedOperationException | IOException e) {
      // Some systems want a right for links.
      return readable(file);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The columns of something to select from. */
  List<TextRows.Column> columns(String from) throws SQLException {
    List<TextRows.Column> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + from)) {
      while (columns.next()) {
        found.add(
            new TextRows.Column(
                columns.getString("column_name"), columns.getString("column_type")));
      }
    }
    return found;
  }

  /**
   * Takes files, network, settings and extensions out of reach for the rest of the connection.
   *
   * @param readable the only files that can still be read and written
   */
  void lock(List<Path> readable) throws SQLException {
    List<String> allowed = readable.stream().map(file -> text(file.toString())).toList();
    execute("SET allowed_paths = [" + String.join(", ", allowed) + "]");
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  /** An SQL literal. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** An SQL identifier. */
  static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The error of a statement that T4 made to read an object. */
  T4Exception readError(SQLException e) {
    String message = ownMessage(e);
    return isOutOfMemory(message)
        ? new TooLargeException(outOfMemory(message), e)
        : new FormatException(message, e);
  }

  /** The error of a statement that T4 made to write a table. */
  T4Exception writeError(SQLException e) {
    String message = ownMessage(e);
    return isOutOfMemory(message)
        ? new TooLargeException(outOfMemory(message), e)
        : new InvalidInputException("the table can't be written: " + message, e);
  }

  /** The error of a statement that the user gave. */
  T4Exception statementError(SQLException e) {
    String message = message(e);
    if (isOutOfMemory(message)) {
      return new TooLargeException(outOfMemory(message), e);
    }
    // Files are only T4's, so an error about one is about the object.
    return message.contains(OBJECT)
        ? new FormatException(message, e)
        : new InvalidInputException("the SQL statement fails: " + message, e);
  }

  private static boolean isOutOfMemory(String message) {
    return message.startsWith("Out of Memory Error");
  }

  private String outOfMemory(String message) {
    return "the table needs more than "
        + limits.memory()
        + " of memory and "
        + limits.disk()
        + " of disk: "
        + message;
  }

  /** Without the excerpt of a statement that the user hasn't written. */
  private String ownMessage(SQLException e) {
    String message = message(e);
    int excerpt = message.indexOf("\n\nLINE ");
    return excerpt < 0 ? message : message.substring(0, excerpt);
  }

  /** DuckDB's message, with its position in the statement and without files of T4's making. */
  private String message(SQLException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith(DRIVER_NOISE)) {
      message = message.substring(DRIVER_NOISE.length());
    }
    for (Path file : files) {
      message = message.replace(file.toString(), OBJECT);
    }
    return message.replace(directory.toString(), "the temporary directory").strip();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("DuckDB doesn't stop: " + e.getMessage(), e);
    } finally {
      scratch.close();
    }
  }
}
