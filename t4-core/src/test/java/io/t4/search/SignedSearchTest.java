package io.t4.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.CatalogException;
import io.t4.search.StubCatalog.Request;
import io.t4.search.StubCatalog.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which requests to a host of a cloud are signed, whatever a catalog makes of its answers. */
class SignedSearchTest extends CatalogUser {
  @SuppressWarnings("NullAway.Init") // set before each test
  private StubCatalog domain;

  @BeforeEach
  void startDomain() throws IOException {
    domain = StubCatalog.start().serve(BUCKET);
    SignedHosts.add(domain.url());
  }

  @AfterEach
  void stopDomain() {
    SignedHosts.remove(domain.url());
    domain.close();
  }

  private void nameEndpoint(String url) {
    catalog.answer(
        "/federations/default.json",
        request ->
            Response.json(
                200, Map.of("buckets", List.of(Map.of("name", BUCKET, "searchEndpoint", url)))));
  }

  @Test
  void theThreeRequestsOfASearchEndpointAreSigned() {
    nameEndpoint(domain.url() + "/x");
    domain.answer("/x/drive/_search", request -> Response.text(200, "{\"hits\": {\"hits\": []}}"));
    domain.answer("/x/user-meta-schema", request -> Response.error(404, "none", "none"));
    domain.answer(
        "/x/drive/_mapping",
        request ->
            Response.text(
                200, "{\"drive\": {\"mappings\": {\"properties\": {\"user_meta\": {}}}}}"));

    assertThat(bucket().search("thor")).isEmpty();
    assertThat(bucket().getUserMetaSchema()).isEmpty();

    assertThat(domain.requests())
        .extracting(Request::path)
        .containsExactly("/x/drive/_search", "/x/user-meta-schema", "/x/drive/_mapping");
    assertThat(domain.requests())
        .extracting(Request::authorization)
        .containsOnly(SignedHosts.SIGNATURE);
  }

  @Test
  void nothingIsSignedAfterARedirect() {
    catalog.answer(
        StubCatalog.searchPath(BUCKET),
        request -> Response.redirect(307, domain.url() + "/_all/_delete_by_query"));
    assertThatThrownBy(() -> bucket().search("thor")).hasMessageContaining(BUCKET);

    nameEndpoint(domain.url() + "/x");
    domain.answer("/x/drive/_search", request -> Response.redirect(308, "/_all/_delete_by_query"));
    assertThatThrownBy(() -> bucket().search("thor")).hasMessageContaining(BUCKET);

    List<Request> signed =
        domain.requests().stream().filter(request -> request.authorization() != null).toList();
    assertThat(domain.requests()).hasSize(3);
    assertThat(signed).extracting(Request::path).containsExactly("/x/drive/_search");
  }

  @Test
  void theConfigurationIsNotAskedForWithASignature() {
    catalog.answer(
        "/config.json",
        request ->
            Response.json(200, Map.of("federations", List.of(domain.url() + "/x/drive/_search"))));

    assertThatThrownBy(() -> bucket().search("thor")).isInstanceOf(CatalogException.class);
    assertThat(domain.requests()).hasSize(1).allMatch(request -> request.authorization() == null);
  }

  @Test
  void anEndpointCannotNameAnotherPath() {
    for (String hidden : List.of("#", "?x=", "?x=#", "#?")) {
      nameEndpoint(domain.url() + "/_all/_delete_by_query" + hidden);
      configure(catalog.url() + (hidden.length() == 1 ? "" : "/"));

      assertThatThrownBy(() -> bucket().search("thor")).hasMessageContaining(BUCKET);
    }
    assertThat(domain.requests())
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request.path()).isEqualTo("/_all/_delete_by_query/drive/_search"));
  }
}
