package io.t4.catalog.settings;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
 * @param publicUrl how browsers and programs reach the catalog, such as {@code
 *     https://catalog.example}; null to believe the name in each request
 */
@ConfigurationProperties("t4.catalog.access")
public record AccessSettings(
    @DefaultValue("auto") Login login,
    @DefaultValue("false") boolean oidcAutoCreate,
    @DefaultValue({"preferred_username", "email"}) List<String> oidcClaims,
    @Nullable URI publicUrl) {

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if the public URL is no address of a server
   */
  public AccessSettings {
    if (publicUrl != null && !isServer(publicUrl)) {
      throw new IllegalArgumentException(
          "t4.catalog.access.public-url is '%s', not an address of a server such as https://catalog.example"
              .formatted(publicUrl));
    }
  }

  private static boolean isServer(URI url) {
    String path = url.getRawPath();
    return url.getHost() != null
        && ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
        && (path == null || path.isEmpty() || path.equals("/"))
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && url.getRawUserInfo() == null;
  }

  /** Who must log in. */
  public enum Login {
    /** Everybody, but nobody if only this machine can connect. */
    AUTO,
    /** Everybody, as behind a proxy on this machine. */
    ALWAYS
  }
}
