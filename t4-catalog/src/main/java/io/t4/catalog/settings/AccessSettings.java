package io.t4.catalog.settings;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code t4.catalog.access.*}.
 *
 * @param login who must log in
 * @param oidcAutoCreate whether whoever the OpenID provider knows gets an account, which sees no
 *     bucket at first
 * @param oidcClaims where the account's name is looked for in what the OpenID provider tells; the
 *     first that is there
 */
@ConfigurationProperties("t4.catalog.access")
public record AccessSettings(
    @DefaultValue("auto") Login login,
    @DefaultValue("false") boolean oidcAutoCreate,
    @DefaultValue({"preferred_username", "email"}) List<String> oidcClaims) {

  /** Who must log in. */
  public enum Login {
    /** Everybody, but nobody if only this machine can connect. */
    AUTO,
    /** Everybody, as behind a proxy on this machine. */
    ALWAYS
  }
}
