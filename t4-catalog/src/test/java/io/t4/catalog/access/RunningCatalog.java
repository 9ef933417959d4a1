package io.t4.catalog.access;

import io.t4.catalog.CatalogApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A catalog in this JVM, and requests to it. */
final class RunningCatalog implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningCatalog(ConfigurableApplicationContext context) {
    this.context = context;
    WebServerApplicationContext server = (WebServerApplicationContext) context;
    this.port = Objects.requireNonNull(server.getWebServer()).getPort();
  }

  static List<String> settings(Path data, @Nullable String databaseUrl) {
    List<String> settings = new ArrayList<>();
    settings.add("--t4.catalog.data=" + data);
    if (databaseUrl != null) {
      settings.add("--t4.catalog.database-url=" + databaseUrl);
    }
    return settings;
  }

  static RunningCatalog start(List<String> settings, String... more) {
    List<String> arguments = new ArrayList<>(settings);
    arguments.add("--t4.catalog.port=0");
    arguments.addAll(List.of(more));
    SpringApplication application = new SpringApplication(CatalogApplication.class);
    application.setLogStartupInfo(false);
    return new RunningCatalog(application.run(arguments.toArray(String[]::new)));
  }

  /** What the command prints; the password is what it is given. */
  static String command(List<String> settings, String password, String... words) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PasswordSource typed =
        new PasswordSource() {
          @Override
          String read() {
            return password;
          }
        };
    int status =
        AccountsCommand.run(
            settings,
            List.of(words),
            typed,
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    return status + ": " + printed.toString(StandardCharsets.UTF_8).strip();
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static String bearer(String token) {
    return "Bearer " + token;
  }

  Answer get(String authorization, String path) {
    return send(authorization, "GET", path, null);
  }

  /**
   * @param headers names and values
   */
  Answer send(
      String authorization, String method, String path, @Nullable String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer's status to a request with any header, also one that clients set by themselves. */
  int rawStatus(String... lines) throws IOException {
    return Integer.parseInt(rawAnswer(lines).split(" ", 3)[1]);
  }

  /** The answer with its status line and headers. */
  String rawAnswer(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream output = socket.getOutputStream();
      output.write(
          (String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      output.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(body());
    }

    String reason() {
      return json().path("error").path("reason").asString();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
