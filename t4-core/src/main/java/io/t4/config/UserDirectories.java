package io.t4.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where T4 keeps what is the user's: {@code $T4_CONFIG_DIR}, {@code $T4_DATA_DIR} and {@code
 * $T4_CACHE_DIR}, else the platform's usual places.
 *
 * <table>
 * <caption>The usual places</caption>
 * <tr><th></th><th>Linux</th><th>macOS, below {@code ~/Library}</th><th>Windows</th></tr>
 * <tr><td>configuration</td><td>{@code ~/.config/t4}</td><td>{@code Application Support/t4}</td>
 *     <td>{@code %APPDATA%\\t4}</td></tr>
 * <tr><td>data</td><td>{@code ~/.local/share/t4}</td><td>{@code Application Support/t4}</td>
 *     <td>{@code %LOCALAPPDATA%\\t4}</td></tr>
 * <tr><td>cache</td><td>{@code ~/.cache/t4}</td><td>{@code Caches/t4}</td>
 *     <td>{@code %LOCALAPPDATA%\\t4\\cache}</td></tr>
 * </table>
 *
 * <p>{@code XDG_CONFIG_HOME}, {@code XDG_DATA_HOME} and {@code XDG_CACHE_HOME} count everywhere.
 *
 * @param configuration {@code config.yml} and the tokens of catalogs
 * @param data the local registry of packages
 * @param cache what can be fetched again
 */
public record UserDirectories(Path configuration, Path data, Path cache) {

  /**
   * The directories of a user; none need exist.
   *
   * @param environment of the process
   */
  public static UserDirectories of(Map<String, String> environment) {
    Places places = new Places(environment);
    return new UserDirectories(
        places.find(
            "T4_CONFIG_DIR", "XDG_CONFIG_HOME", ".config", "Application Support", "APPDATA"),
        places.find(
            "T4_DATA_DIR", "XDG_DATA_HOME", ".local/share", "Application Support", "LOCALAPPDATA"),
        places.find("T4_CACHE_DIR", "XDG_CACHE_HOME", ".cache", "Caches", "LOCALAPPDATA"));
  }

  private record Places(Map<String, String> environment) {

    private Path find(String own, String xdg, String unix, String mac, String windows) {
      if (isSet(own)) {
        return Path.of(value(own)).toAbsolutePath();
      }
      if (isSet(xdg)) {
        return Path.of(value(xdg), "t4");
      }
      String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
      if (system.startsWith("windows") && isSet(windows)) {
        // There is no place of its own for caches.
        Path place = Path.of(value(windows), "t4");
        return own.equals("T4_CACHE_DIR") ? place.resolve("cache") : place;
      }
      Path home = Path.of(isSet("HOME") ? value("HOME") : System.getProperty("user.home"));
      return system.startsWith("mac")
          ? home.resolve("Library").resolve(mac).resolve("t4")
          : home.resolve(unix).resolve("t4");
    }

    private String value(String name) {
      return environment.getOrDefault(name, "");
    }

    private boolean isSet(String name) {
      return !value(name).isEmpty();
    }
  }
}
