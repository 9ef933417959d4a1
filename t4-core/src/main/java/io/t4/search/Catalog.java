package io.t4.search;

import static java.util.Objects.requireNonNull;

import io.t4.config.CatalogTokens;
import io.t4.config.T4Config;
import io.t4.error.ConfigException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidQueryException;
import io.t4.error.StorageException;
import io.t4.error.T4Exception;
import io.t4.storage.Location;
import io.t4.storage.StorageFailures;
import io.t4.storage.StoreSettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The catalog that {@code navigator_url} of the configuration names: it knows where each of its
 * buckets is searched.
 *
 * <p>The setting is read for each search. What the catalog says about a bucket is believed for a
 * minute. Safe for use from many threads.
 *
 * <p>Errors: {@link ConfigException} if no catalog is configured; {@link
 * io.t4.error.CatalogException} if what is configured can't be used as one; {@link
 * io.t4.error.BucketNotServedException}; {@link io.t4.error.CredentialsException} and {@link
 * io.t4.error.PermissionDeniedException}; {@link StorageException} if it is down or busy; {@link
 * io.t4.error.TooLargeException}.
 */
public final class Catalog implements AutoCloseable {
  private final T4Config config;
  private final CatalogTokens tokens;
  private final @Nullable String givenToken;
  private final StoreSettings settings;
  private final Map<String, CatalogSite> sites = new ConcurrentHashMap<>();

  private Catalog(
      T4Config config, CatalogTokens tokens, @Nullable String givenToken, StoreSettings settings) {
    this.config = config;
    this.tokens = tokens;
    this.givenToken = givenToken;
    this.settings = settings;
  }

  /**
   * The catalog of a configuration. No request is made yet.
   *
   * @param givenToken wins over the kept ones; null for those
   * @param settings with the credentials for search servers of a cloud
   */
  public static Catalog of(
      T4Config config, CatalogTokens tokens, @Nullable String givenToken, StoreSettings settings) {
    return new Catalog(config, tokens, givenToken, settings);
  }

  /** The catalog's URL, if one is configured. */
  public Optional<String> url() {
    return config.get(T4Config.NAVIGATOR_URL);
  }

  /** The URIs of the buckets that the catalog serves, to whoever is signed in. */
  public List<String> buckets() {
    return site("").buckets();
  }

  /** How far the catalog has indexed its buckets, as JSON values; unmodifiable. */
  public Map<String, @Nullable Object> status() {
    return site("").status();
  }

  /**
   * Searches a bucket. The first page of hits is fetched here, so that what is wrong shows here.
   *
   * @throws InvalidQueryException if the query is empty, malformed or beyond a limit
   */
  public SearchResults search(Location bucket, String query, SearchOptions options) {
    requireSought(query, options);
    return asking(bucket, endpoint -> SearchResults.of(endpoint, query, options));
  }

  /**
   * Searches for packages in all buckets that the catalog serves to whoever is signed in. The first
   * page of hits is fetched here.
   *
   * @throws InvalidQueryException as {@link #search}
   * @throws io.t4.error.CatalogException also if the catalog doesn't search for packages: those of
   *     Python stacks don't
   */
  public PackageSearchResults searchPackages(String query, SearchOptions options) {
    requireSought(query, options);
    return site(" to search for packages").searchPackages(null, query, options);
  }

  /** As {@link #searchPackages(String, SearchOptions)}, in one bucket. */
  public PackageSearchResults searchPackages(Location bucket, String query, SearchOptions options) {
    requireSought(query, options);
    return site(" to search for packages in " + bucket).searchPackages(bucket, query, options);
  }

  private static void requireSought(String query, SearchOptions options) {
    requireNonNull(options, "options");
    if (query.isBlank()) {
      throw new InvalidQueryException(
          query, "it is empty; * finds everything", InvalidQueryException.UNKNOWN_POSITION, null);
    }
  }

  /** The names and types of the user's metadata in a bucket, as JSON values; unmodifiable. */
  public Map<String, @Nullable Object> userMetaSchema(Location bucket) {
    return asking(bucket, SearchEndpoint::userMetaSchema);
  }

  private <T> T asking(Location bucket, Function<SearchEndpoint, T> question) {
    CatalogSite site = site(" to search " + bucket);
    try {
      return question.apply(site.endpoint(bucket));
    } catch (InvalidInputException e) {
      throw e;
    } catch (T4Exception e) {
      // The catalog may have moved the bucket.
      site.forget(bucket);
      throw e;
    }
  }

  /**
   * Keeps a token for the configured catalog, after the catalog has accepted it.
   *
   * @throws io.t4.error.CredentialsException if it doesn't; what was kept stays
   */
  public void signIn(String token) {
    String checked = CatalogTokens.checked(token);
    String url = requireUrl("");
    try (CatalogSite site = openSite(url, () -> Optional.of(checked))) {
      List<String> unused = site.buckets();
    } catch (IOException e) {
      throw StorageFailures.translate("close the connection to " + url, e);
    }
    tokens.put(url, checked);
  }

  /**
   * Forgets the token for the configured catalog.
   *
   * @return whether there was one
   */
  public boolean signOut() {
    return tokens.remove(requireUrl(""));
  }

  private CatalogSite site(String purpose) {
    return sites.computeIfAbsent(requireUrl(purpose), url -> openSite(url, () -> token(url)));
  }

  private Optional<String> token(String url) {
    return givenToken == null
        ? tokens.get(url)
        : Optional.of(givenToken).map(CatalogTokens::checked);
  }

  private CatalogSite openSite(String url, Supplier<Optional<String>> token) {
    return new CatalogSite(url, token, settings, InstantSource.system());
  }

  private String requireUrl(String purpose) {
    return url()
        .orElseThrow(
            () ->
                new ConfigException(
                    "No catalog is configured%s. Name one with 't4 config navigator_url=https://…', or T4.config(Map.of(\"navigator_url\", …)); 't4 catalog s3://…' starts one."
                        .formatted(purpose)));
  }

  /** Closes connections. */
  @Override
  public void close() {
    for (Map.Entry<String, CatalogSite> site : sites.entrySet()) {
      StorageFailures.running("close the connections to " + site.getKey(), site.getValue()::close);
    }
  }
}
