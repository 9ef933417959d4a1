package io.t4.search;

import io.t4.storage.StoreSettings;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Signs for the ports that a test names, as a signer of a cloud does for the hosts of it. */
public final class SignedHosts implements RequestSigner {
  /** What a signed request has as its authorization. */
  static final String SIGNATURE = "signed";

  private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

  /** From now on what goes to the server of that URL can be signed. */
  static void add(String url) {
    PORTS.add(URI.create(url).getPort());
  }

  /** From now on not any more. */
  static void remove(String url) {
    PORTS.remove(URI.create(url).getPort());
  }

  @Override
  public boolean signs(URI url) {
    return PORTS.contains(url.getPort());
  }

  @Override
  public Map<String, String> sign(Unsigned request, StoreSettings settings) {
    return Map.of("Authorization", SIGNATURE);
  }
}
