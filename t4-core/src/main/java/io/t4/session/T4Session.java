package io.t4.session;

import static java.util.Objects.requireNonNull;

import io.t4.config.CatalogTokens;
import io.t4.config.T4Config;
import io.t4.config.UserDirectories;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.formats.Formats;
import io.t4.search.Catalog;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreProvider;
import io.t4.storage.StorageFailures;
import io.t4.storage.StoreSettings;
import io.t4.transfer.Parallelism;
import io.t4.transfer.TransferListener;
import io.t4.transfer.Transfers;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What buckets share: configuration, endpoint, credentials, connections and threads.
 *
 * <p>{@link #defaultSession} serves whoever names none. A program that talks to several servers, or
 * acts for several people, builds a session for each; they don't touch each other.
 *
 * <p>Safe for use from many threads. Closing a session closes its connections; its buckets can't be
 * used afterwards.
 */
public final class T4Session implements AutoCloseable {
  private final UserDirectories directories;
  private final T4Config config;
  private final StoreSettings settings;
  private final Parallelism parallelism;
  private final Transfers transfers;
  private final Catalog catalog;
  private final Map<String, ObjectStoreProvider> providers = new TreeMap<>();
  private final Map<Location, ObjectStore> stores = new ConcurrentHashMap<>();

  private T4Session(Builder builder) {
    Map<String, String> environment = System.getenv();
    UserDirectories usual = UserDirectories.of(environment);
    directories =
        new UserDirectories(
            builder.configDirectory != null ? builder.configDirectory : usual.configuration(),
            builder.dataDirectory != null ? builder.dataDirectory : usual.data(),
            builder.cacheDirectory != null ? builder.cacheDirectory : usual.cache());
    config = T4Config.in(directories.configuration());
    settings =
        new StoreSettings(
            endpoint(builder, environment),
            builder.region != null ? builder.region : configuredRegion(environment),
            builder.profile,
            builder.credentials,
            builder.concurrency);
    parallelism = new Parallelism(builder.concurrency);
    transfers = new Transfers(parallelism, builder.listener);
    catalog =
        Catalog.of(
            config,
            CatalogTokens.in(directories.configuration()),
            builder.catalogToken != null
                ? builder.catalogToken
                : present(environment, "T4_TOKEN").orElse(null),
            settings);
    for (ObjectStoreProvider provider : ServiceLoader.load(ObjectStoreProvider.class)) {
      providers.put(provider.scheme(), provider);
    }
  }

  /**
   * A session with everything that isn't named left to environment, configuration and AWS's rules.
   */
  public static Builder builder() {
    return new Builder();
  }

  /** The session of {@code Bucket.open(uri)} and of {@code T4}; made at first use, never closed. */
  public static T4Session defaultSession() {
    return Default.SESSION;
  }

  /** The configuration file of this session. */
  public T4Config config() {
    return config;
  }

  /** Where this session keeps what is the user's. */
  public UserDirectories directories() {
    return directories;
  }

  /** The formats of this process. */
  public Formats formats() {
    return FormatsOfProcess.FORMATS;
  }

  /** How content is moved. */
  public Transfers transfers() {
    return transfers;
  }

  /** The catalog that the configuration names, which answers searches. */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * The store of a bucket; the same one each time.
   *
   * @param bucket a location without key
   * @throws InvalidKeyException if nothing on the class path serves the scheme
   */
  public ObjectStore store(Location bucket) {
    return stores.computeIfAbsent(
        bucket,
        location -> {
          ObjectStoreProvider provider = providers.get(location.scheme());
          if (provider == null) {
            throw new InvalidKeyException(
                "Nothing here opens '%s'; known schemes are %s. Buckets on S3 need the module t4-s3."
                    .formatted(location, String.join(", ", providers.keySet())));
          }
          return StorageFailures.translating(
              "open " + location, () -> provider.open(location, settings));
        });
  }

  /** Closes connections and ends threads; what is under way fails. */
  @Override
  public void close() {
    parallelism.close();
    catalog.close();
    for (ObjectStore store : stores.values()) {
      StorageFailures.running("close " + store.location(), store::close);
    }
    for (ObjectStoreProvider provider : providers.values()) {
      StorageFailures.running("close the stores of " + provider.scheme(), provider::close);
    }
  }

  private @Nullable URI endpoint(Builder builder, Map<String, String> environment) {
    return Optional.ofNullable(builder.endpoint)
        .or(() -> present(environment, "AWS_ENDPOINT_URL_S3"))
        .or(() -> present(environment, "AWS_ENDPOINT_URL"))
        .or(() -> config.get(T4Config.ENDPOINT_URL))
        .map(T4Session::endpointUri)
        .orElse(null);
  }

  private @Nullable String configuredRegion(Map<String, String> environment) {
    boolean named =
        present(environment, "AWS_REGION").isPresent()
            || present(environment, "AWS_DEFAULT_REGION").isPresent();
    return named ? null : config.get(T4Config.REGION).orElse(null);
  }

  private static Optional<String> present(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  private static URI endpointUri(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new InvalidInputException("The endpoint '" + endpoint + "' is not a URL.", e);
    }
    throw new InvalidInputException(
        "The endpoint '%s' must be a URL such as http://127.0.0.1:9000.".formatted(endpoint));
  }

  /** Holders, so that what a program doesn't need isn't loaded. */
  private static final class Default {
    private static final T4Session SESSION = builder().build();
  }

  private static final class FormatsOfProcess {
    private static final Formats FORMATS = Formats.load();
  }

  /** Builds a session. For one thread. */
  public static final class Builder {
    private static final int DEFAULT_CONCURRENCY = 16;

    private @Nullable Path configDirectory;
    private @Nullable Path dataDirectory;
    private @Nullable Path cacheDirectory;
    private @Nullable String endpoint;
    private @Nullable String region;
    private @Nullable String profile;
    private StoreSettings.@Nullable Credentials credentials;
    private @Nullable String catalogToken;
    private int concurrency = DEFAULT_CONCURRENCY;
    private TransferListener listener = TransferListener.NONE;

    private Builder() {}

    /** Where {@code config.yml} is; it need not exist. */
    public Builder configDirectory(Path directory) {
      configDirectory = requireNonNull(directory, "directory");
      return this;
    }

    /** Where the local registry of packages is; it need not exist. */
    public Builder dataDirectory(Path directory) {
      dataDirectory = requireNonNull(directory, "directory");
      return this;
    }

    /** Where content of packages is kept, to be fetched only once; it need not exist. */
    public Builder cacheDirectory(Path directory) {
      cacheDirectory = requireNonNull(directory, "directory");
      return this;
    }

    /** The S3 server's URL, with http or https; AWS if it is named nowhere. */
    public Builder endpoint(String url) {
      endpoint = requireNonNull(url, "url");
      return this;
    }

    /** The AWS region, such as {@code eu-central-1}. */
    public Builder region(String name) {
      region = requireNonNull(name, "name");
      return this;
    }

    /**
     * The profile in {@code ~/.aws} to use, whatever the environment says: its credentials win over
     * {@code AWS_ACCESS_KEY_ID} and {@code AWS_PROFILE}. Endpoint and region are the profile's
     * where neither this builder nor environment nor configuration name them.
     */
    public Builder profile(String name) {
      profile = requireNonNull(name, "name");
      return this;
    }

    /** Requests without signature, whatever credentials there are: enough for public buckets. */
    public Builder anonymous() {
      credentials = new StoreSettings.Anonymous();
      return this;
    }

    /** An access key; without one, AWS's chain of environment, profiles and instance roles. */
    public Builder credentials(String accessKeyId, String secretAccessKey) {
      credentials =
          new StoreSettings.AccessKey(
              requireNonNull(accessKeyId, "accessKeyId"),
              requireNonNull(secretAccessKey, "secretAccessKey"),
              null);
      return this;
    }

    /** A temporary access key. */
    public Builder credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
      credentials =
          new StoreSettings.AccessKey(
              requireNonNull(accessKeyId, "accessKeyId"),
              requireNonNull(secretAccessKey, "secretAccessKey"),
              requireNonNull(sessionToken, "sessionToken"));
      return this;
    }

    /**
     * The token with which the catalog knows the user; without one, that of {@code T4_TOKEN}, else
     * the one that {@code t4 login} kept.
     */
    public Builder catalogToken(String token) {
      catalogToken = requireNonNull(token, "token");
      return this;
    }

    /**
     * How many objects, and as many parts of objects, are moved at a time; 16 if not set.
     *
     * @param requests from 1 to 1,000
     */
    public Builder concurrency(int requests) {
      if (requests < 1 || requests > 1_000) {
        throw new InvalidInputException("concurrency must be from 1 to 1000, not " + requests);
      }
      concurrency = requests;
      return this;
    }

    /** Told of the session's transfers. */
    public Builder listener(TransferListener transferListener) {
      listener = requireNonNull(transferListener, "transferListener");
      return this;
    }

    /**
     * Opens the session. No request is made yet.
     *
     * @throws InvalidInputException if endpoint or configuration are malformed
     */
    public T4Session build() {
      return new T4Session(this);
    }
  }
}
