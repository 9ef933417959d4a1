package io.t4.catalog.accounts;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How one can log in, by the settings. Thread safe. */
@Component
public class LoginWays {
  private final boolean openId;

  public LoginWays(Environment settings) {
    this.openId =
        Binder.get(settings)
            .bind(
                "spring.security.oauth2.client.registration",
                Bindable.mapOf(String.class, Object.class))
            .isBound();
  }

  /** Whether an administrator can log in, by a password or else through the OpenID provider. */
  boolean isOpenTo(Accounts.Administrator administrator) {
    return openId || administrator.passwordLogin();
  }
}
