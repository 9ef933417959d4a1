package io.t4.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.bucket.Bucket;
import io.t4.config.CatalogTokens;
import io.t4.error.ConfigException;
import io.t4.error.CredentialsException;
import io.t4.error.PermissionDeniedException;
import io.t4.search.StubCatalog.Request;
import io.t4.search.StubCatalog.Response;
import io.t4.session.T4Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Being known to a catalog. */
class CatalogTokenTest extends CatalogUser {
  private static final String TOKEN = "t4_c0ffee";

  @Test
  void aTokenIsKeptForItsCatalogAndSent() throws Exception {
    catalog.requireToken(TOKEN);
    catalog.add(BUCKET, StubCatalog.document("a.txt", Instant.EPOCH, "x"));
    assertThatThrownBy(() -> bucket().search("*"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining(catalog.url())
        .hasMessageContaining("t4 login");

    session.catalog().signIn(" " + TOKEN + "\n");

    assertThat(bucket().search("*").total()).isEqualTo(1);
    assertThat(catalog.searches())
        .extracting(Request::authorization)
        .containsExactly("Bearer " + TOKEN);
    assertThat(directory.resolve("credentials.yml")).content().contains(TOKEN, catalog.url());
    try (StubCatalog other = StubCatalog.start().serve(BUCKET)) {
      configure(other.url());
      assertThat(bucket().search("*").total()).isZero();
      assertThat(other.requests()).allMatch(request -> request.authorization() == null);
    }
    configure(catalog.url());

    assertThat(session.catalog().signOut()).isTrue();
    assertThat(session.catalog().signOut()).isFalse();
    assertThat(directory.resolve("credentials.yml")).content().doesNotContain(TOKEN);
    assertThatThrownBy(() -> bucket().search("*")).isInstanceOf(CredentialsException.class);
  }

  @Test
  void theFileIsForItsOwnerAlone() throws Exception {
    assumeTrue(
        directory.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "this file system has no permissions");
    session.catalog().signIn(TOKEN);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("credentials.yml"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aTokenThatTheCatalogRefusesIsNotKept() {
    catalog.requireToken(TOKEN);

    assertThatThrownBy(() -> session.catalog().signIn("t4_wrong"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("doesn't accept")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("t4_wrong"));
    assertThat(directory.resolve("credentials.yml")).doesNotExist();
    for (String broken : new String[] {"", "a b", "t4_\r\nX-Evil: 1", "þ"}) {
      assertThatThrownBy(() -> session.catalog().signIn(broken))
          .isInstanceOf(CredentialsException.class);
    }
  }

  @Test
  void aSessionsOwnTokenWins() {
    catalog.requireToken(TOKEN);
    CatalogTokens.in(directory).put(catalog.url(), "t4_old");
    assertThatThrownBy(() -> bucket().search("*")).isInstanceOf(CredentialsException.class);

    try (T4Session own =
        T4Session.builder().configDirectory(directory).catalogToken(TOKEN).build()) {
      assertThat(Bucket.open(BUCKET, own).search("*").total()).isZero();
    }
  }

  @Test
  void aTokenGoesToNoOtherOrigin() throws Exception {
    session.catalog().signIn(TOKEN);
    try (StubCatalog other = StubCatalog.start().serve(BUCKET)) {
      catalog.answer(
          "/config.json", request -> Response.redirect(302, other.url() + "/config.json"));
      assertThat(bucket().search("*").total()).isZero();
      assertThat(other.requests()).isNotEmpty();

      other.requireToken(TOKEN);
      assertThatThrownBy(() -> bucket().search("*"))
          .isInstanceOf(CredentialsException.class)
          .hasMessageContaining(other.url())
          .hasMessageContaining(catalog.url());
      assertThat(other.requests()).allMatch(request -> request.authorization() == null);
    }
  }

  @Test
  void whoMayNotSearchIsToldSo() {
    catalog.answer(
        StubCatalog.searchPath(BUCKET),
        request -> Response.error(403, "forbidden", "the bucket is not yours"));

    assertThatThrownBy(() -> bucket().search("*"))
        .isInstanceOf(PermissionDeniedException.class)
        .hasMessageContaining(BUCKET)
        .hasMessageContaining("the bucket is not yours");
  }

  @Test
  void aBrokenFileIsNamedButNotQuoted() throws Exception {
    for (String broken : new String[] {"tokens: [" + TOKEN, "'" + TOKEN, "- " + TOKEN}) {
      Files.writeString(directory.resolve("credentials.yml"), broken);

      assertThatThrownBy(() -> bucket().search("*"))
          .as(broken)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("credentials.yml")
          .hasNoCause()
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(TOKEN));
    }
  }

  /** In a process of its own, because a log's level is read once. */
  @Test
  void theMostTalkativeLogHasNoTokenNoQueryAndNoSignature() throws Exception {
    catalog.requireToken(TOKEN);
    catalog.answer(
        StubCatalog.searchPath(BUCKET),
        request -> Response.redirect(307, "/moved?X-Amz-Signature=5ec2e7"));
    catalog.answer(
        "/moved", request -> Response.text(200, "{\"hits\": {\"total\": 0, \"hits\": []}}"));
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                Searching.class.getName(),
                directory.toString(),
                TOKEN)
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(log).isZero();
    assertThat(catalog.searches()).hasSize(1);
    assertThat(log).contains("org.apache.hc").doesNotContain(TOKEN, "mjolnir", "5ec2e7");
  }

  /** Searches once. */
  static final class Searching {
    private Searching() {}

    public static void main(String[] arguments) {
      try (T4Session session =
          T4Session.builder()
              .configDirectory(Path.of(arguments[0]))
              .catalogToken(arguments[1])
              .build()) {
        SearchResults unused = Bucket.open(BUCKET, session).search("mjolnir");
      }
    }
  }
}
