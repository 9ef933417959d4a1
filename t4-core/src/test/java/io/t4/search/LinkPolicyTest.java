package io.t4.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.CatalogException;
import io.t4.search.StubCatalog.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a catalog can't send its clients. */
class LinkPolicyTest extends CatalogUser {
  private void link(String searchEndpoint) {
    catalog.answer(
        "/config.json",
        request ->
            Response.text(
                200,
                "{\"federations\": [{\"buckets\": [{\"name\": \"%s\", \"searchEndpoint\": \"%s\"}]}]}"
                    .formatted(BUCKET, searchEndpoint)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://2852039166/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[::169.254.169.254]/",
        "http://[fe80::1]/",
        "http://[fd00:ec2::254]/",
        "http://0.0.0.0:80/",
        "http://0/",
        "http://[::]/",
        "http://224.0.0.1/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "gopher://127.0.0.1/",
        "jar:file:/tmp/x.jar!/",
        "http:///",
        "http://user:secret@192.0.2.1/"
      })
  void someLinksAreNeverFollowed(String link) {
    link(link);
    assertThatThrownBy(() -> bucket().search("*"))
        .isInstanceOf(CatalogException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));

    catalog.answer("/config.json", request -> Response.redirect(302, link));
    assertThatThrownBy(() -> bucket().getUserMetaSchema()).isInstanceOf(CatalogException.class);

    catalog.answer(
        "/config.json", request -> Response.text(200, "{\"federations\": [\"" + link + "\"]}"));
    assertThatThrownBy(() -> bucket().search("*")).isInstanceOf(CatalogException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "2130706433",
        "localhost",
        "[::1]",
        "::1",
        "[::ffff:127.0.0.1]",
        "169.254.1.1",
        "0.0.0.0"
      })
  void aCatalogElsewhereCannotSendClientsHome(String host) {
    for (String home :
        new String[] {"https://catalog.example.com", "http://192.0.2.7:8080", "http://10.0.0.1"}) {
      LinkPolicy policy = new LinkPolicy(URI.create(home));

      assertThatThrownBy(() -> policy.resolve(host))
          .isInstanceOf(LinkPolicy.RefusedHostException.class)
          .hasMessageContaining(host);
    }
  }

  @Test
  void aLocalCatalogMayLinkToItsMachine() throws Exception {
    for (String home : new String[] {"http://127.0.0.1:1", "http://localhost", "http://[::1]:1"}) {
      LinkPolicy policy = new LinkPolicy(URI.create(home));

      assertThatCode(() -> policy.resolve("127.0.0.1")).doesNotThrowAnyException();
      assertThatCode(() -> policy.resolve("localhost")).doesNotThrowAnyException();
      assertThatThrownBy(() -> policy.resolve("169.254.169.254"))
          .isInstanceOf(LinkPolicy.RefusedHostException.class);
    }
    LinkPolicy linkLocal = new LinkPolicy(URI.create("http://169.254.7.7"));
    assertThatCode(() -> linkLocal.resolve("169.254.7.7")).doesNotThrowAnyException();
    assertThatThrownBy(() -> linkLocal.resolve("169.254.169.254"))
        .isInstanceOf(LinkPolicy.RefusedHostException.class);
    try (StubCatalog other = StubCatalog.start().serve(BUCKET)) {
      other.add(BUCKET, StubCatalog.document("a.txt", Instant.EPOCH, "x"));
      link(other.url() + "/api/buckets/memory%3A%2F%2Flab");

      assertThat(bucket().search("*").total()).isEqualTo(1);
    }
  }

  @Test
  void publicAddressesAreFine() throws Exception {
    LinkPolicy policy = new LinkPolicy(URI.create("https://catalog.example.com"));
    for (String host : new String[] {"192.0.2.1", "10.1.2.3", "[2001:db8::1]", "3221225985"}) {
      assertThat(policy.resolve(host)).as(host).hasSize(1);
    }
  }

  @Test
  void whatIsSecretInALinkStaysOutOfMessages() {
    String secret = "X-Amz-Signature=c0ffee";
    for (String endpoint :
        new String[] {
          "http://169.254.169.254/a?", catalog.url() + "/a?", "http://127.0.0.1:1/a?"
        }) {
      link(endpoint + secret);
      assertThatThrownBy(() -> bucket().search("*"))
          .as(endpoint)
          .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("c0ffee"));
    }
    catalog.answer("/config.json", request -> Response.redirect(302, "http://x y/?" + secret));
    assertThatThrownBy(() -> bucket().search("*"))
        .satisfies(e -> assertThat(stackTrace(e)).contains(catalog.url()).doesNotContain("c0ffee"));
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
