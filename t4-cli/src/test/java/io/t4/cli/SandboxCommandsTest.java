package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.sandbox.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands over S3. */
class SandboxCommandsTest extends CommandsContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  String newBucket() {
    return "s3://" + SANDBOX.newBucket();
  }

  @Override
  Map<String, String> environment() {
    return SandboxSettings.of(SANDBOX.endpoint()).environment();
  }

  @Test
  void formerVersionsAreListedAndRead() throws Exception {
    file("a.txt", "one");
    String first = fine("put", "a.txt", uri("a.txt")).out().strip();
    assertThat(first).startsWith(uri("a.txt?versionId="));
    file("a.txt", "two");
    fine("put", "a.txt", uri("a.txt"));
    fine("rm", uri("a.txt"));

    List<@Nullable Object> types =
        fine("ls", "--versions", "--json", bucket()).lines().stream()
            .map(line -> object(line).get("type"))
            .toList();
    assertThat(types).containsExactly("version", "version", "delete_marker");
    assertThat(fine("ls", bucket()).out()).isEmpty();
    assertThat(fine("cat", first).out()).isEqualTo("one");
    fine("fetch", first, "old.txt");
    assertThat(directory.resolve("old.txt")).hasContent("one");
    fine("cp", first, uri("b.txt"));
    assertThat(fine("cat", uri("b.txt")).out()).isEqualTo("one");
  }

  @Test
  void sqlReadsTheVersionThatIsNamed() throws Exception {
    file("gods.csv", "name\nThor\n");
    String first = fine("put", "gods.csv", uri("gods.csv")).out().strip();
    file("gods.csv", "name\nOdin\n");
    fine("put", "gods.csv", uri("gods.csv"));
    String sql = "SELECT * FROM S3Object";

    assertThat(fine("select", "--csv", first, sql).out()).isEqualTo("name\nThor\n");
    assertThat(fine("select", "--csv", uri("gods.csv"), sql).out()).isEqualTo("name\nOdin\n");
    T4Process.Result unknown = t4("select", uri("gods.csv?versionId=none"), sql);
    assertThat(unknown.exitCode()).isEqualTo(3);
    assertThat(unknown.err()).contains(uri("gods.csv?versionId=none")).hasLineCount(1);
  }

  @Test
  void signedUrlsAreForAWeekAtMost() throws Exception {
    T4Process.Result result = t4("presign", "--expires", "8d", uri("a.txt"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("seven days", "8 days").hasLineCount(1);
  }

  @Test
  void signedUrlsWorkWithoutCredentials() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    String put = fine("presign", "--put", "--expires", "5m", uri("a.txt")).out().strip();
    http.send(
        HttpRequest.newBuilder(URI.create(put)).PUT(BodyPublishers.ofString("signed")).build(),
        BodyHandlers.discarding());

    Map<String, @Nullable Object> get = object(fine("presign", "--json", uri("a.txt")).out());

    assertThat(get).hasSize(3);
    assertThat(get.get("method")).isEqualTo("GET");
    assertThat(get.get("expires_in_seconds")).isEqualTo(3600L);
    URI url = URI.create(String.valueOf(get.get("url")));
    assertThat(http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body())
        .isEqualTo("signed");
  }

  @Test
  void aMissingBucketIsNotFound() throws Exception {
    T4Process.Result result = t4("keys", "s3://no-such-bucket-here");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("no-such-bucket-here").hasLineCount(1);
  }

  @Test
  void theEndpointCanBeAnOption() throws Exception {
    file("a.txt", "a");
    fine("put", "a.txt", uri("a.txt"));

    T4Process.Result result =
        new T4Process(directory)
            .environment(Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y"))
            .run(
                "keys",
                "--endpoint-url",
                SANDBOX.endpoint().toString(),
                "--region",
                "us-east-1",
                bucket());

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("a.txt\n");
  }

  @Test
  void aWholeBucketIsNotDeletedByAccident() throws Exception {
    assertThat(t4("rm", "-r", "--yes", bucket()).exitCode()).isEqualTo(2);
  }
}
