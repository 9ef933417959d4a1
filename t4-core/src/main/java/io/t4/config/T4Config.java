package io.t4.config;

import io.t4.error.ConfigException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings in {@code config.yml} of a configuration directory, under the names that the Python
 * clients use.
 *
 * <p>The file is read when settings are asked for, so that what another process writes counts at
 * once. It is replaced as a whole. Safe for use from many threads; of two processes that change
 * settings at the same time, one wins.
 */
public final class T4Config {
  /** The URL of the catalog that answers searches. */
  public static final String NAVIGATOR_URL = "navigator_url";

  /** The URL of the S3 server, when it isn't AWS and the environment doesn't name it. */
  public static final String ENDPOINT_URL = "endpoint_url";

  /** The AWS region, when the environment doesn't name it. */
  public static final String REGION = "region";

  /** Where packages are built and installed from, if not in the user's data directory. */
  public static final String LOCAL_REGISTRY = "default_local_registry";

  /** Where packages are pushed to and installed from if no registry is named. */
  public static final String REMOTE_REGISTRY = "default_remote_registry";

  /** The directory below which packages are installed if none is named. */
  public static final String INSTALL_LOCATION = "default_install_location";

  /** How much content of packages is kept to be fetched only once, such as {@code 5 GiB}. */
  public static final String CACHE_LIMIT = "cache_limit";

  private static final String FILE = "config.yml";

  private enum Kind {
    TEXT,
    URL
  }

  /** Those of FORMATS; the Python clients' other keys are kept so that they can share the file. */
  private static final Map<String, Kind> KEYS =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry(NAVIGATOR_URL, Kind.URL),
                  Map.entry(ENDPOINT_URL, Kind.URL),
                  Map.entry(REGION, Kind.TEXT),
                  Map.entry(LOCAL_REGISTRY, Kind.URL),
                  Map.entry(REMOTE_REGISTRY, Kind.URL),
                  Map.entry(INSTALL_LOCATION, Kind.TEXT),
                  Map.entry(CACHE_LIMIT, Kind.TEXT),
                  Map.entry("default_registry_version", Kind.TEXT),
                  Map.entry("registryUrl", Kind.URL),
                  Map.entry("s3Proxy", Kind.URL),
                  Map.entry("apiGatewayEndpoint", Kind.URL),
                  Map.entry("binaryApiGatewayEndpoint", Kind.URL),
                  Map.entry("telemetry_disabled", Kind.TEXT))));

  private final YamlFile file;

  private T4Config(Path file) {
    this.file = new YamlFile(file, "configuration", YamlFile.Readers.USUAL);
  }

  /** The configuration in that directory, which need not exist yet. */
  public static T4Config in(Path directory) {
    return new T4Config(directory.resolve(FILE));
  }

  /** The file, which may not exist. */
  public Path file() {
    return file.path();
  }

  /** The names that can be set, sorted. */
  public static List<String> knownKeys() {
    return List.copyOf(KEYS.keySet());
  }

  /** A setting that is set. */
  public Optional<String> get(String key) {
    requireKnown(key);
    return Optional.ofNullable(asMap().get(key)).map(Object::toString);
  }

  /**
   * All that is set, by name, sorted.
   *
   * @throws ConfigException if the file is malformed; it names the file
   */
  public Map<String, Object> asMap() {
    return Collections.unmodifiableMap(read());
  }

  /**
   * Changes settings and writes the file.
   *
   * @param changes by name; a null value removes the setting
   * @return all that is set now
   * @throws ConfigException if a name is unknown or a value malformed; nothing is changed then
   */
  public synchronized Map<String, Object> update(Map<String, ? extends @Nullable Object> changes) {
    Map<String, Object> settings = read();
    for (Map.Entry<String, ? extends @Nullable Object> change : changes.entrySet()) {
      Object value = change.getValue();
      if (value == null) {
        requireKnown(change.getKey());
        settings.remove(change.getKey());
      } else {
        settings.put(change.getKey(), checked(change.getKey(), value));
      }
    }
    file.write(settings);
    return Collections.unmodifiableMap(settings);
  }

  private Map<String, Object> read() {
    Map<String, Object> settings = file.read();
    settings.replaceAll(this::checked);
    return settings;
  }

  private Object checked(String key, Object value) {
    Kind kind = requireKnown(key);
    if (!(value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof URI)) {
      throw new ConfigException(
          "The setting '%s' must be a text, a number, true or false, not '%s'."
              .formatted(key, value));
    }
    if (kind == Kind.TEXT) {
      return value;
    }
    String url = value.toString();
    try {
      URI uri = new URI(url);
      boolean local = "file".equals(uri.getScheme()) && uri.getPath() != null;
      if (uri.getScheme() == null
          || (uri.getHost() == null && uri.getAuthority() == null && !local)) {
        throw new ConfigException(
            "%s must be a URL with scheme and host, such as https://example.com, not '%s'."
                .formatted(key, url));
      }
    } catch (URISyntaxException e) {
      throw new ConfigException(
          "%s must be a URL, not '%s': %s".formatted(key, url, e.getMessage()), e);
    }
    return key.equals(NAVIGATOR_URL) && url.endsWith("/")
        ? url.substring(0, url.length() - 1)
        : url;
  }

  private Kind requireKnown(String key) {
    Kind kind = KEYS.get(key);
    if (kind == null) {
      throw new ConfigException(
          "The setting '%s' is unknown; those of %s are %s."
              .formatted(key, file.path(), String.join(", ", KEYS.keySet())));
    }
    return kind;
  }
}
