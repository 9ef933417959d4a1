package io.t4.search;

import io.t4.storage.StoreSettings;
import java.net.URI;
import java.util.Map;

/**
 * Signs requests to search servers of a cloud; found with {@link java.util.ServiceLoader}.
 *
 * <p>Implementations have a public no-argument constructor and are safe for use from many threads.
 */
public interface RequestSigner {

  /** Whether this signer is in charge of the URL's host. No request is made to find out. */
  boolean signs(URI url);

  /**
   * Signs a request with the credentials that the settings lead to.
   *
   * @return headers to be added, by name; empty where there are no credentials, and the request
   *     goes without a signature
   * @throws io.t4.error.CredentialsException if credentials are configured and don't work
   */
  Map<String, String> sign(Unsigned request, StoreSettings settings);

  /** A request as it will be sent. */
  interface Unsigned {
    /** {@code GET} or {@code POST}. */
    String method();

    /** With the path in the encoding in which it is sent. */
    URI url();

    /** Headers that are part of the signature, by name. */
    Map<String, String> headers();

    /** The content; empty if there is none. Not to be changed. */
    byte[] body();
  }
}
