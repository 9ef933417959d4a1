package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.ConfigException;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.storage.Location;
import io.t4.storage.StoreSettings;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One catalog. Safe for use from many threads. */
final class CatalogSite implements Closeable {
  /** How long a bucket's configuration is believed. */
  static final Duration FRESH = Duration.ofMinutes(1);

  private static final int MAX_STATUS_BYTES = 8 << 20;
  private static final int MAX_PAGE_BYTES = 32 << 20;

  private final URI url;
  private final CatalogHttp http;
  private final CatalogFailures failures;
  private final InstantSource clock;
  private final Map<Location, Known> known = new ConcurrentHashMap<>();

  /**
   * @param token what the user is known by there
   * @throws ConfigException if the URL can't be that of a catalog
   */
  CatalogSite(
      String url, Supplier<Optional<String>> token, StoreSettings settings, InstantSource clock) {
    this.url = checked(url);
    this.clock = clock;
    LinkPolicy policy = new LinkPolicy(this.url);
    RequestAuthorization authorization = new RequestAuthorization(token, settings);
    http = new CatalogHttp(policy, authorization);
    failures = new CatalogFailures(this.url, policy, authorization);
  }

  private static URI checked(String text) {
    URI url = URI.create(text);
    String scheme = url.getScheme();
    if (!("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
        || url.getHost() == null) {
      throw new ConfigException(
          "navigator_url is '%s', and a catalog has a URL with http or https, such as https://catalog.example.com."
              .formatted(ShownUrl.of(url)));
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new ConfigException(
          "navigator_url is '%s' with a name, password, query or fragment in it; give the plain address, and sign in with 't4 login'."
              .formatted(ShownUrl.of(url)));
    }
    return url;
  }

  private record Known(SearchEndpoint endpoint, Instant until) {}

  /** The URIs of the buckets that the catalog serves. */
  List<String> buckets() {
    return configuration().uris();
  }

  /**
   * What a catalog of ours tells of its indexing, as JSON.
   *
   * @throws CatalogException if it is another's, which has no such page
   */
  Map<String, @Nullable Object> status() {
    CatalogAnswer answer = http.get(own("/api/status"), MAX_STATUS_BYTES);
    if (!answer.isFine()) {
      throw failures.ofConfiguration(answer);
    }
    return Collections.unmodifiableMap(answer.members().asMap());
  }

  private URI own(String path) {
    String base = url.toString();
    String directory = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    return URI.create(directory + path);
  }

  /**
   * Asks for packages.
   *
   * @param bucket null for all
   * @throws CatalogException if it is another's, which doesn't search for them
   */
  PackageSearchResults searchPackages(
      @Nullable Location bucket, String query, SearchOptions options) {
    return new PackageSearchResults(
        query,
        options.limit(),
        (start, size) -> packages(bucket, query, options.order(), start, size));
  }

  private SearchPage<PackageHit> packages(
      @Nullable Location bucket, String query, SearchOrder order, PageStart start, int size) {
    StringBuilder asked = new StringBuilder("/api/packages/search?q=").append(encoded(query));
    asked.append("&size=").append(size);
    asked.append("&sort=").append(order == SearchOrder.NEWEST ? "newest" : "relevance");
    if (bucket != null) {
      asked.append("&bucket=").append(encoded(bucket.toString()));
    }
    if (start.isByNumber(order, size)) {
      asked.append("&from=").append(start.hits());
    } else {
      asked.append("&after=").append(encoded(Json.write(start.last(), JsonStyle.PYTHON_ASCII)));
    }
    CatalogAnswer answer = http.get(own(asked.toString()), MAX_PAGE_BYTES);
    if (bucket != null && failures.isOfUnknownBucket(answer)) {
      throw failures.notServed(bucket, buckets());
    }
    if (!answer.isFine()) {
      throw failures.ofPackageSearch(query, answer);
    }
    if (!answer.isJson()) {
      // The home page of one that shows it at all paths.
      throw failures.noPackages(null);
    }
    return SearchPage.parse(answer, size, PackageHit::of);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Where a bucket is searched.
   *
   * @throws io.t4.error.BucketNotServedException if the catalog doesn't know it
   */
  SearchEndpoint endpoint(Location bucket) {
    Known before = known.get(bucket);
    if (before != null && clock.instant().isBefore(before.until)) {
      return before.endpoint;
    }
    SearchEndpoint endpoint = find(bucket);
    known.put(bucket, new Known(endpoint, clock.instant().plus(FRESH)));
    return endpoint;
  }

  /** Asks the configuration again next time: what was known led nowhere. */
  void forget(Location bucket) {
    known.remove(bucket);
  }

  private SearchEndpoint find(Location bucket) {
    BucketConfig config = configuration().find(served -> served.isOf(bucket));
    if (config == null) {
      throw failures.notServed(bucket, buckets());
    }
    URI endpoint = config.searchEndpoint();
    if (endpoint == null) {
      throw new CatalogException(
          "The catalog %s has %s but can't search it: its configuration has no searchEndpoint."
              .formatted(url, bucket));
    }
    return new SearchEndpoint(http, failures, bucket, endpoint);
  }

  private CatalogConfiguration configuration() {
    return new CatalogConfiguration(http, failures, url);
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
