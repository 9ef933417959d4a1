package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A catalog with a search engine that speaks HTTPS and lets not everybody in. */
class SecuredClusterTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PASSWORD = "open, sesame";
  private static final String REGION = "eu-central-1";

  @TempDir Path keys;
  @TempDir Path data;
  @TempDir Path directory;
  private @Nullable TlsProxy started;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("hammer.txt"), "the hammer of thor");
  }

  @AfterEach
  void close() {
    TlsProxy proxy = started;
    if (proxy != null) {
      proxy.close();
    }
  }

  private TlsProxy proxy() {
    return Objects.requireNonNull(started);
  }

  private void startProxy(String prefix, TlsProxy.Gate gate) throws Exception {
    started = new TlsProxy(SEARCH.uri(), prefix, keys, gate);
  }

  private void startProxyForOdin() throws Exception {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("odin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    startProxy(
        "/search",
        (request, body) ->
            expected.equals(request.getRequestHeaders().getFirst("Authorization")) ? null : 401);
  }

  private CatalogUnderTest start(Map<String, String> settings) {
    return CatalogUnderTest.builder(List.of(bucket()), settings)
        .search(proxy().uri())
        .data(data)
        .start();
  }

  private String bucket() {
    return Location.directory(directory).toString();
  }

  private Map<String, String> login(String password) {
    return Map.of(
        "search.username",
        "odin",
        "search.password",
        password,
        "search.certificate-authority",
        proxy().certificate().toString());
  }

  private void assertFails(ThrowingCallable start, String... parts) {
    assertThatThrownBy(start)
        .rootCause()
        .message()
        .contains(parts)
        .contains(proxy().uri().toString())
        .doesNotContain("sesame");
  }

  @Test
  void indexesAndSearchesWithPasswordAndPrivateAuthority() throws Exception {
    startProxyForOdin();
    try (CatalogUnderTest catalog = start(login(PASSWORD))) {
      catalog.awaitKeys(bucket(), "thor", "hammer.txt");
    }
  }

  @Test
  void aWrongPasswordIsToldAtTheStart() throws Exception {
    startProxyForOdin();
    assertFails(
        () -> start(login("close, sesame")),
        "t4.catalog.search.username",
        "t4.catalog.search.password",
        "401");
  }

  @Test
  void anUnknownAuthorityIsToldAtTheStart() throws Exception {
    startProxyForOdin();
    assertFails(() -> start(Map.of()), "t4.catalog.search.certificate-authority");
  }

  @Test
  void aFileWithoutCertificatesIsToldAtTheStart() throws Exception {
    startProxyForOdin();
    Path wrong = Files.writeString(keys.resolve("wrong.pem"), "no certificate");
    assertThatThrownBy(() -> start(Map.of("search.certificate-authority", wrong.toString())))
        .rootCause()
        .hasMessageContaining("t4.catalog.search.certificate-authority")
        .hasMessageContaining(wrong.toString());
  }

  @Test
  void signsForAws() throws Exception {
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    List<String> methods = new ArrayList<>();
    startProxy(
        "/search",
        (request, body) -> {
          synchronized (methods) {
            methods.add(request.getRequestMethod());
          }
          AwsSignature signature =
              AwsSignature.of(request, System.getProperty("aws.secretAccessKey"));
          if (signature.isRight(body)
              && signature.scope().endsWith("/" + REGION + "/es/aws4_request")
              && signature.time().isAfter(Instant.now().minus(Duration.ofMinutes(5)))) {
            return null;
          }
          wrong.add(signature.toString());
          return 403;
        });
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("search.aws-region", REGION);
    settings.put("search.certificate-authority", proxy().certificate().toString());
    // Also keys that must be escaped, and a body that is compressed.
    Files.writeString(directory.resolve("a b+ü.txt"), "thor ".repeat(20_000));
    try (CatalogUnderTest catalog = start(settings)) {
      catalog.awaitKeys(bucket(), "thor", "a b+ü.txt", "hammer.txt");
    }
    assertThat(wrong).isEmpty();
    assertThat(methods).contains("GET", "PUT", "POST");
  }

  @Test
  void aRefusalByAwsIsToldAtTheStart() throws Exception {
    startProxy("", (request, body) -> 403);
    Map<String, String> settings =
        Map.of(
            "search.aws-region",
            REGION,
            "search.certificate-authority",
            proxy().certificate().toString());
    assertFails(() -> start(settings), "t4.catalog.search.aws-region", "not let in");
  }

  @Test
  void awsNamesTheTwoKindsOfEnginesDifferently() {
    assertThat(
            List.of(
                SearchEngines.signingName(
                    URI.create("https://search-lab-abc.eu-central-1.es.amazonaws.com")),
                SearchEngines.signingName(
                    URI.create("https://abc.eu-central-1.aoss.amazonaws.com"))))
        .containsExactly("es", "aoss");
  }

  @Test
  void theCheckOfSignaturesKnowsTheExampleOfAws() {
    // "Create a signed AWS API request", AWS IAM User Guide: ListUsers.
    AwsSignature example =
        new AwsSignature(
            "GET",
            "/",
            "Action=ListUsers&Version=2010-05-08",
            Map.of(
                "content-type",
                "application/x-www-form-urlencoded; charset=utf-8",
                "host",
                "iam.amazonaws.com",
                "x-amz-date",
                "20150830T123600Z"),
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    assertThat(example.isRight(new byte[0])).isTrue();
    assertThat(example.isRight(new byte[1])).isFalse();
  }
}
