package io.t4.search;

import io.t4.storage.StoreSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Says who makes a request: to a search endpoint by a signature where a signer is in charge of the
 * host, else by the token, which goes to the catalog's own origin alone.
 */
final class RequestAuthorization {
  private final Supplier<Optional<String>> token;
  private final StoreSettings settings;
  private final List<RequestSigner> signers;

  RequestAuthorization(Supplier<Optional<String>> token, StoreSettings settings) {
    this.token = token;
    this.settings = settings;
    this.signers =
        ServiceLoader.load(RequestSigner.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /**
   * The headers that say it at a search endpoint.
   *
   * @param atCatalog whether the request goes to the catalog's own origin
   */
  Map<String, String> signatureOrToken(RequestSigner.Unsigned request, boolean atCatalog) {
    for (RequestSigner signer : signers) {
      if (signer.signs(request.url())) {
        return signer.sign(request, settings);
      }
    }
    return token(request, atCatalog);
  }

  /**
   * The headers that say it elsewhere.
   *
   * @param request needn't be known
   * @param atCatalog whether the request goes to the catalog's own origin
   */
  Map<String, String> token(RequestSigner.Unsigned request, boolean atCatalog) {
    return atCatalog
        ? token.get().map(secret -> Map.of("Authorization", "Bearer " + secret)).orElse(Map.of())
        : Map.of();
  }

  /** Whether there is a token. */
  boolean hasToken() {
    return token.get().isPresent();
  }
}
