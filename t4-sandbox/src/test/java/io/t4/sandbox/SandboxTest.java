package io.t4.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @RegisterExtension static final SandboxExtension SHARED = new SandboxExtension();

  @Test
  void bucketsOfTheBuilderKeepVersionsAndMetadataOverARestart(@TempDir Path data) throws Exception {
    String first;
    try (Sandbox sandbox = Sandbox.builder().dataDirectory(data).bucket("team").start()) {
      S3Client s3 = new S3Client(sandbox.endpoint());
      first = versionOf(s3.put("/team/a/b.txt", "one", "x-amz-meta-helium", "{\"n\": 1}"));
      s3.put("/team/a/b.txt", "two", "x-amz-meta-helium", "{\"n\": 2}");
    }

    try (Sandbox sandbox = Sandbox.builder().dataDirectory(data).bucket("team").start()) {
      S3Client s3 = new S3Client(sandbox.endpoint());
      HttpResponse<String> old = s3.get("/team/a/b.txt?versionId=" + first);
      assertThat(old.body()).isEqualTo("one");
      assertThat(old.headers().firstValue("x-amz-meta-helium")).hasValue("{\"n\": 1}");
      HttpResponse<String> latest = s3.get("/team/a/b.txt");
      assertThat(latest.body()).isEqualTo("two");
      assertThat(latest.headers().firstValue("x-amz-meta-helium")).hasValue("{\"n\": 2}");
      assertThat(versionOf(s3.put("/team/a/b.txt", "three"))).isNotEqualTo(first);
    }
  }

  @Test
  void closingEndsTheServerAndDeletesTemporaryData() {
    Sandbox sandbox = Sandbox.builder().bucket("team").start();
    int port = sandbox.endpoint().getPort();
    assertThat(sandbox.logFile()).exists();

    sandbox.close();
    sandbox.close();

    assertThat(answers("127.0.0.1", port)).isFalse();
    assertThat(sandbox.logFile().getParent()).doesNotExist();
  }

  @Test
  void endsAndDeletesTemporaryDataWhenItsOwnerIsKilled() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SandboxOwner.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = owner.inputReader()) {
      URI endpoint = URI.create(output.readLine());
      Path data = Path.of(output.readLine()).getParent();
      assertThat(answers("127.0.0.1", endpoint.getPort())).isTrue();

      owner.destroyForcibly().waitFor();

      await().until(() -> !answers("127.0.0.1", endpoint.getPort()));
      await().until(() -> !Files.exists(data));
    } finally {
      owner.destroyForcibly();
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Sandbox.builder().port(other.getLocalPort()).start())
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining("port " + other.getLocalPort())
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aDataDirectoryInUseIsNamed(@TempDir Path data) {
    try (Sandbox sandbox = Sandbox.builder().dataDirectory(data).start()) {
      assertThatThrownBy(() -> Sandbox.builder().dataDirectory(data).start())
          .isInstanceOf(SandboxException.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("in use");
      assertThat(answers("127.0.0.1", sandbox.endpoint().getPort())).isTrue();
    }
  }

  @Test
  void aBucketNameThatS3DoesNotTakeIsNamed() {
    assertThatThrownBy(() -> SHARED.sandbox().createBucket("A_b"))
        .isInstanceOf(SandboxException.class)
        .hasMessageContaining("A_b");
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() throws Exception {
    int port = SHARED.endpoint().getPort();
    assertThat(answers("127.0.0.1", port)).isTrue();
    assertThat(
            NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .filter(address -> answers(address.getHostAddress(), port)))
        .isEmpty();
  }

  @Test
  void takesManyLargePartsAtOnce() {
    S3Client s3 = new S3Client(SHARED.endpoint());
    String bucket = SHARED.newBucket();
    String part = "x".repeat(16 << 20);

    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> statusOfPut(s3, "/" + bucket + "/part-" + i, part)))
        .containsOnly(200);
  }

  private static int statusOfPut(S3Client s3, String path, String body) {
    try {
      return s3.put(path, body).statusCode();
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private static String versionOf(HttpResponse<String> response) {
    return response.headers().firstValue("x-amz-version-id").orElseThrow();
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket(host, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
