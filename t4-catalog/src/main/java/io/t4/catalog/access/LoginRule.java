package io.t4.catalog.access;

import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.settings.AccessSettings;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Component;

/** Whether one must log in. A server that others can reach doesn't start without a way to. */
@Component
final class LoginRule {
  private final boolean required;

  /**
   * @throws NobodyCanLogInException if one must log in, and nobody can
   */
  LoginRule(
      ServerProperties server,
      AccessSettings settings,
      Accounts accounts,
      ObjectProvider<ClientRegistrationRepository> openIdProviders) {
    InetAddress address = server.getAddress();
    required = settings.login() == AccessSettings.Login.ALWAYS || !isLoopback(address);
    if (required && openIdProviders.getIfAvailable() == null && accounts.isEmpty()) {
      throw new NobodyCanLogInException(
          "the catalog does not listen on %s without accounts; make one by"
                  .formatted(address == null ? "all addresses" : address.getHostAddress())
              + " `t4 catalog accounts add NAME --role admin --bucket '*'`, or configure an OpenID"
              + " provider by spring.security.oauth2.client.registration");
    }
  }

  private static boolean isLoopback(@Nullable InetAddress address) {
    return address != null && address.isLoopbackAddress();
  }

  boolean isLoginRequired() {
    return required;
  }
}
