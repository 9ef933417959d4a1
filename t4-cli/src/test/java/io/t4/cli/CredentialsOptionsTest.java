package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As whom the commands ask; a server that answers all writes down what it was told. */
class CredentialsOptionsTest {
  private static final String EMPTY_BUCKET = "<ListBucketResult></ListBucketResult>";

  @TempDir Path directory = Path.of("");
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;

  CredentialsOptionsTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          authorizations.add(header == null ? "nobody" : header);
          byte[] body = EMPTY_BUCKET.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Files.writeString(
        directory.resolve("keys"),
        """
        [lab]
        aws_access_key_id = OFPROFILE
        aws_secret_access_key = secret
        """);
    Files.writeString(
        directory.resolve("aws-config"),
        "[profile lab]\nregion = eu-north-1\nendpoint_url = " + endpoint() + "\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private T4Process.Result keys(String... options) throws Exception {
    T4Process t4 =
        new T4Process(directory)
            .environment(
                Map.of(
                    "AWS_ACCESS_KEY_ID", "OFENVIRONMENT",
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "AWS_PROFILE", "other",
                    "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("keys").toString(),
                    "AWS_CONFIG_FILE", directory.resolve("aws-config").toString()));
    String[] arguments = new String[options.length + 2];
    arguments[0] = "keys";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[options.length + 1] = "s3://bucket";
    return t4.run(arguments);
  }

  @Test
  void withoutOptionsItIsTheEnvironment() throws Exception {
    assertThat(keys("--endpoint-url", endpoint()).exitCode()).isZero();
    assertThat(authorizations)
        .isNotEmpty()
        .allSatisfy(header -> assertThat(header).contains("Credential=OFENVIRONMENT/"));
  }

  @Test
  void theProfileThatIsNamedWinsOverTheEnvironment() throws Exception {
    T4Process.Result result = keys("--profile", "lab");

    assertThat(result.err()).isEmpty();
    assertThat(authorizations)
        .isNotEmpty()
        .allSatisfy(
            header -> assertThat(header).contains("Credential=OFPROFILE/", "/eu-north-1/s3/"));
  }

  @Test
  void aProfileThatIsMissingIsAnErrorAndNotReplaced() throws Exception {
    for (String name : List.of("no-such-profile", "default")) {
      T4Process.Result result = keys("--profile", name, "--endpoint-url", endpoint());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).startsWith("t4: ").contains("'" + name + "'").hasLineCount(1);
    }
    assertThat(authorizations).isEmpty();
  }

  @Test
  void requestsCanBeAnonymousInSpiteOfCredentials() throws Exception {
    T4Process.Result result = keys("--no-sign-request", "--profile", "lab");

    assertThat(result.err()).isEmpty();
    assertThat(authorizations).isNotEmpty().containsOnly("nobody");
  }
}
