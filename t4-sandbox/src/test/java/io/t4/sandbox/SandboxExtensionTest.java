package io.t4.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SandboxExtensionTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Test
  void aNewBucketKeepsVersions() throws Exception {
    S3Client s3 = new S3Client(SANDBOX.endpoint());
    String bucket = SANDBOX.newBucket();

    String first =
        s3.put("/" + bucket + "/a", "one").headers().firstValue("x-amz-version-id").orElseThrow();
    s3.put("/" + bucket + "/a", "two");

    assertThat(s3.get("/" + bucket + "/a").body()).isEqualTo("two");
    assertThat(s3.get("/" + bucket + "/a?versionId=" + first).body()).isEqualTo("one");
  }

  @Test
  void eachNewBucketIsEmpty() throws Exception {
    S3Client s3 = new S3Client(SANDBOX.endpoint());
    s3.put("/" + SANDBOX.newBucket() + "/a", "one");

    assertThat(s3.get("/" + SANDBOX.newBucket()).body())
        .contains("<ListBucketResult")
        .doesNotContain("<Key>");
  }

  /** Fifty times, since two writes seldom meet. */
  @Test
  void ofTwoWhoWriteAtOnceOneWins() throws Exception {
    S3Client s3 = new S3Client(SANDBOX.endpoint());
    String bucket = SANDBOX.newBucket();
    for (int i = 0; i < 50; i++) {
      String path = "/" + bucket + "/" + i;
      var writes =
          Stream.of("one", "other", "third")
              .map(
                  text -> s3.request(path, "If-None-Match", "*").PUT(BodyPublishers.ofString(text)))
              .map(request -> s3.http().sendAsync(request.build(), BodyHandlers.discarding()))
              .toList();

      assertThat(writes.stream().map(answer -> answer.join().statusCode()))
          .containsExactlyInAnyOrder(200, 412, 412);
    }
  }

  @Test
  void theSandboxOfAParameterIsTheSharedOne(Sandbox sandbox) {
    assertThat(sandbox.endpoint()).isEqualTo(SANDBOX.endpoint());
  }
}
