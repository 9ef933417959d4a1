package io.t4.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link SupportsPresigning} promises: a plain HTTP client can use the URLs. */
public interface PresigningContract extends StoreUnderTest {

  private SupportsPresigning presigning() {
    return (SupportsPresigning) store();
  }

  @Test
  default void presignedGetAnswersWithTheObject() throws Exception {
    for (String key : List.of("plain.txt", "dir/a b+c%2F?#&\u00e9\ud83d\ude80")) {
      put(key, "content of " + key);
      HttpResponse<String> response =
          get(presigning().presignGet(key, null, Duration.ofMinutes(5)));
      assertThat(response.statusCode()).as(key).isEqualTo(200);
      assertThat(response.body()).isEqualTo("content of " + key);
    }
  }

  @Test
  default void presignedGetMayNameAVersion() throws Exception {
    String versionId = put("key", "old").versionId();
    put("key", "new");
    HttpResponse<String> response =
        get(presigning().presignGet("key", versionId, Duration.ofMinutes(5)));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(versionId == null ? "new" : "old");
    assertThat(get(presigning().presignGet("key", null, Duration.ofMinutes(5))).body())
        .isEqualTo("new");
  }

  @Test
  default void presignedPutTakesTheContent() throws Exception {
    String key = "dir/a b+c%2F?#&\u00e9\ud83d\ude80";
    URI uri = presigning().presignPut(key, Duration.ofMinutes(5));
    HttpRequest request =
        HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString("uploaded", UTF_8)).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString(UTF_8));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(text(key)).isEqualTo("uploaded");
    assertThat(store().stat(key, null).userMetadata()).isEmpty();
  }

  @Test
  default void validityIsMoreThanZeroAndAtMostSevenDays() throws IOException {
    put("key", "text");
    assertThat(presigning().presignGet("key", null, Duration.ofDays(7))).isNotNull();
    for (Duration wrong :
        List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(7).plusSeconds(1))) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> presigning().presignGet("key", null, wrong))
          .withMessageContaining(wrong.toString());
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> presigning().presignPut("key", wrong))
          .withMessageContaining(wrong.toString());
    }
  }

  private static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(UTF_8));
  }
}
