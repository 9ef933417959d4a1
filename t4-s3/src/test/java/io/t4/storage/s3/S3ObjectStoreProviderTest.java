package io.t4.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.error.ConfigException;
import io.t4.error.InvalidKeyException;
import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreProvider;
import io.t4.storage.StoreSettings;
import io.t4.storage.StoreUnderTest;
import io.t4.storage.SupportsPresigning;
import io.t4.storage.s3.StubServer.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server, region and credentials a bucket is opened with. */
class S3ObjectStoreProviderTest {
  private static final List<String> PROPERTIES =
      List.of(
          "aws.accessKeyId",
          "aws.secretAccessKey",
          "aws.profile",
          "aws.configFile",
          "aws.sharedCredentialsFile",
          "aws.endpointUrlS3");

  private final S3ObjectStoreProvider provider = new S3ObjectStoreProvider();
  private final TreeMap<String, String> saved = new TreeMap<>();
  private @TempDir @Nullable Path directory;
  private @Nullable StubServer server;

  @BeforeEach
  void startWithoutConfiguration() throws IOException {
    assumeTrue(
        System.getenv().keySet().stream().noneMatch(S3ObjectStoreProviderTest::configures),
        "the environment configures credentials, a region or an endpoint");
    for (String property : PROPERTIES) {
      String value = System.getProperty(property);
      if (value != null) {
        saved.put(property, value);
        System.clearProperty(property);
      }
    }
    Path none = Path.of(String.valueOf(directory), "none");
    System.setProperty("aws.configFile", none.toString());
    System.setProperty("aws.sharedCredentialsFile", none.toString());
    server = new StubServer(request -> Response.of(200, "<ListBucketResult></ListBucketResult>"));
  }

  @AfterEach
  void stop() throws IOException {
    PROPERTIES.forEach(System::clearProperty);
    System.getProperties().putAll(saved);
    provider.close();
    if (server != null) {
      server.close();
    }
  }

  private static boolean configures(String name) {
    return name.matches("AWS_(ACCESS_KEY|PROFILE|WEB_IDENTITY|CONTAINER|ENDPOINT|.*REGION).*");
  }

  private StubServer server() {
    if (server == null) {
      throw new IllegalStateException("no test is running");
    }
    return server;
  }

  private static StoreSettings settings(@Nullable URI endpoint) {
    return new StoreSettings(endpoint, null, null, null, 4);
  }

  private ObjectStore open(@Nullable URI endpoint) {
    return provider.open(Location.bucket("s3", "bucket"), settings(endpoint));
  }

  /** Lists the bucket; returns the Authorization header that went with it. */
  private String authorization(ObjectStore store) throws IOException {
    assertThat(StoreUnderTest.all(store.list(""))).isEmpty();
    assertThat(server().requests()).hasSize(1);
    return server().requests().get(0).header("authorization");
  }

  @Test
  void isFoundByItsScheme() {
    assertThat(ServiceLoader.load(ObjectStoreProvider.class))
        .filteredOn(found -> found.scheme().equals("s3"))
        .singleElement()
        .isInstanceOf(S3ObjectStoreProvider.class);
  }

  @Test
  void bucketsOfEqualSettingsShareTheirConnection() throws IOException {
    ObjectStore a = provider.open(Location.bucket("s3", "bucket-a"), settings(endpoint()));
    ObjectStore b = provider.open(Location.bucket("s3", "bucket-b"), settings(endpoint()));
    ObjectStore elsewhere =
        provider.open(
            Location.bucket("s3", "bucket-b"), settings(URI.create("http://127.0.0.1:1")));
    assertThat(a.canCopyFrom(b)).isTrue();
    assertThat(a.canCopyFrom(elsewhere)).isFalse();
    a.close();
    assertThat(StoreUnderTest.all(b.list(""))).isEmpty();
  }

  private URI endpoint() {
    return server().endpoint();
  }

  @Test
  void impossibleBucketNamesAreRefused() {
    for (String name :
        List.of("ab", "-abc", "abc-", "a..b", "under score", "caf\u00e9", "a/b", "x".repeat(256))) {
      assertThatExceptionOfType(InvalidKeyException.class)
          .as(name)
          .isThrownBy(() -> provider.open(Location.bucket("s3", name), settings(null)))
          .withMessageContaining(name);
    }
  }

  @Test
  void endpointsThatAreNoUrlsAreRefused() {
    for (String endpoint : List.of("localhost:9000", "ftp://host", "/path", "http:///path")) {
      assertThatExceptionOfType(ConfigException.class)
          .as(endpoint)
          .isThrownBy(() -> open(URI.create(endpoint)))
          .withMessageContaining(endpoint);
    }
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> open(URI.create("http://id:hidden-secret@host")))
        .satisfies(e -> assertThat(e.getMessage()).contains("host").doesNotContain("hidden"));
  }

  @Test
  void endpointIsTakenFromTheConfiguration() throws IOException {
    System.setProperty("aws.endpointUrlS3", endpoint().toString());
    StoreUnderTest.all(open(null).list(""));
    assertThat(server().requests()).hasSize(1);
    assertThat(server().requests().get(0).target()).startsWith("/bucket?");
  }

  @Test
  void withoutCredentialsRequestsAreAnonymous() throws IOException {
    assertThat(authorization(open(endpoint()))).isEmpty();
  }

  @Test
  void withoutCredentialsNothingIsSigned() throws IOException {
    try (ObjectStore store = open(endpoint())) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(
              () -> ((SupportsPresigning) store).presignGet("key", null, Duration.ofHours(1)))
          .withMessageContaining("s3://bucket/key")
          .withMessageContaining("AWS_ACCESS_KEY_ID");
    }
  }

  @Test
  void credentialsOfTheProfileAreUsed() throws IOException {
    System.setProperty(
        "aws.sharedCredentialsFile",
        profile("[default]\naws_access_key_id = OFPROFILE\naws_secret_access_key = secret\n"));
    assertThat(authorization(open(endpoint())))
        .contains("Credential=OFPROFILE/")
        .contains("/us-east-1/s3/");
  }

  @Test
  void whatTheProgramAsksForWinsOverTheEnvironment() throws IOException {
    System.setProperty("aws.accessKeyId", "OFENVIRONMENT");
    System.setProperty("aws.secretAccessKey", "secret");
    System.setProperty(
        "aws.sharedCredentialsFile",
        profile("[lab]\naws_access_key_id = OFPROFILE\naws_secret_access_key = secret\n"));
    StoreSettings ofProfile = new StoreSettings(endpoint(), null, "lab", null, 4);
    StoreSettings ofNobody =
        new StoreSettings(endpoint(), null, "lab", new StoreSettings.Anonymous(), 4);
    Location bucket = Location.bucket("s3", "bucket");

    assertThat(authorization(provider.open(bucket, ofProfile))).contains("Credential=OFPROFILE/");
    assertThat(StoreUnderTest.all(provider.open(bucket, ofNobody).list(""))).isEmpty();
    assertThat(server().requests().get(1).header("authorization")).isEmpty();
  }

  @Test
  void profileThatIsNamedAndMissingIsAnError() throws IOException {
    System.setProperty(
        "aws.sharedCredentialsFile",
        profile("[default]\naws_access_key_id = OFPROFILE\naws_secret_access_key = secret\n"));
    System.setProperty("aws.profile", "no-such-profile");
    assertRefused(open(endpoint()), "no-such-profile");
  }

  @Test
  void brokenProfileIsAnErrorAndNotAnonymous() throws IOException {
    System.setProperty(
        "aws.sharedCredentialsFile", profile("[default]\ncredential_process = false\n"));
    assertRefused(open(endpoint()), "the profile 'default'");
  }

  @Test
  void profileCanSignOnWithSso() throws IOException {
    System.setProperty(
        "aws.configFile",
        profile(
            """
            [default]
            sso_session = lab
            sso_account_id = 123456789012
            sso_role_name = reader
            [sso-session lab]
            sso_region = eu-north-1
            sso_start_url = https://example.org/start
            """));
    // Nobody has signed on; the modules that look for it are on the class path.
    assertThatThrownBy(() -> StoreUnderTest.all(open(endpoint()).list("")))
        .isInstanceOf(InvalidCredentialsException.class)
        .hasMessageContaining("the profile 'default'")
        .hasMessageNotContaining("class path");
  }

  private void assertRefused(ObjectStore store, String named) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> StoreUnderTest.all(store.list("")))
        .withMessageContaining("s3://bucket")
        .withMessageContaining(named);
    assertThat(server().requests()).isEmpty();
  }

  private String profile(String text) throws IOException {
    Path file = Path.of(String.valueOf(directory), "profile");
    Files.writeString(file, text, UTF_8);
    return file.toString();
  }
}
