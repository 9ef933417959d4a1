package io.t4.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.search.RequestSigner;
import io.t4.storage.StoreSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signatures that are expected were made by botocore 1.43. */
class AwsRequestSignerTest {
  private static final String DOMAIN = "https://search-quilt-abc.us-east-2.es.amazonaws.com";

  private final AwsRequestSigner signer =
      new AwsRequestSigner(Clock.fixed(Instant.parse("2026-05-01T12:00:00Z"), ZoneOffset.UTC));

  private record Request(String method, URI url, String content) implements RequestSigner.Unsigned {
    @Override
    public Map<String, String> headers() {
      return content.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json");
    }

    @Override
    public byte[] body() {
      return content.getBytes(StandardCharsets.UTF_8);
    }
  }

  private Map<String, String> signed(
      String method, String url, String content, StoreSettings.Credentials credentials) {
    return signer.sign(
        new Request(method, URI.create(url), content),
        new StoreSettings(null, null, null, credentials, 1));
  }

  private static StoreSettings.Credentials key(@Nullable String sessionToken) {
    return new StoreSettings.AccessKey(
        "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", sessionToken);
  }

  @Test
  void aSearchIsSignedAsBotocoreDoes() {
    Map<String, String> headers =
        signed("POST", DOMAIN + "/drive/_search", "{\"query\": \"þórr\"}", key(null));

    assertThat(headers.get("Authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260501/us-east-2/es/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date,"
                + " Signature=0c8f50caad399b391a49c1db3fff9bb0f8f18290835073216c1c883d73aa5e8e");
    assertThat(headers).hasSize(3).containsEntry("X-Amz-Date", "20260501T120000Z");
  }

  @Test
  void escapesQueriesAndSessionTokensAreSignedAsBotocoreDoes() {
    Map<String, String> headers =
        signed("GET", DOMAIN + "/a%2Fb/user-meta-schema?x=1&a=%20b", "", key("SESSION/token="));

    assertThat(headers.get("Authorization"))
        .endsWith("Signature=6c59d93da960ca383d0de0e20c0dd3beec0c5894af46b75d627f30bd77478364");
    assertThat(headers).containsEntry("X-Amz-Security-Token", "SESSION/token=");
  }

  @Test
  void collectionsHaveAServiceOfTheirOwn() {
    assertThat(
            signed(
                    "POST",
                    "https://abc.eu-west-1.aoss.amazonaws.com/drive/_search",
                    "{}",
                    key(null))
                .get("Authorization"))
        .contains("/eu-west-1/aoss/")
        .endsWith("Signature=97d4776ac35566afe9885759b49d607e695c5924df4994978c871bc6d09daef8");
  }

  @Test
  void whoAsksAsNobodySignsNothing() {
    assertThat(signed("POST", DOMAIN + "/drive/_search", "{}", new StoreSettings.Anonymous()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://search-a.us-east-1.es.amazonaws.com/x",
        "https://VPC-A.eu-west-1.ES.amazonaws.com",
        "https://search-a.cn-north-1.es.amazonaws.com.cn",
        "https://abc.us-west-2.aoss.amazonaws.com",
        "https://search-a.aos.us-east-1.on.aws"
      })
  void searchDomainsOfAwsAreSigned(String url) {
    assertThat(signer.signs(URI.create(url))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://search-a.us-east-1.es.amazonaws.com",
        "https://search-a.us-east-1.es.amazonaws.com.evil.example",
        "https://evil.example/.us-east-1.es.amazonaws.com",
        "https://es.amazonaws.com",
        "https://s3.amazonaws.com",
        "https://catalog.example.com"
      })
  void othersAreNot(String url) {
    assertThat(signer.signs(URI.create(url))).isFalse();
  }

  @Test
  void theSearchFindsIt() {
    assertThat(ServiceLoader.load(RequestSigner.class))
        .hasAtLeastOneElementOfType(AwsRequestSigner.class);
  }
}
