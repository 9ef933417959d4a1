package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.TooLargeException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalog's configuration: {@code config.json}, the federations that it names, and the
 * buckets that they name; or the older form, with all buckets in one place.
 */
final class CatalogConfiguration {
  private static final int MAX_DOCUMENT_BYTES = 8 << 20;

  /** How many links are followed for one answer. */
  private static final int MAX_LINKS = 1_000;

  private final CatalogHttp http;
  private final CatalogFailures failures;
  private final URI url;
  private int links;

  /**
   * @param url of the catalog
   */
  CatalogConfiguration(CatalogHttp http, CatalogFailures failures, URI url) {
    this.http = http;
    this.failures = failures;
    this.url = url;
  }

  /** The first that fits; of several federations the last one counts. Null if there is none. */
  @Nullable BucketConfig find(Predicate<BucketConfig> wanted) {
    CatalogAnswer answer = http.get(URI.create(url + "/config.json"), MAX_DOCUMENT_BYTES);
    if (!answer.isFine()) {
      throw failures.ofConfiguration(answer);
    }
    JsonMembers config = answer.members();
    List<@Nullable Object> federations = config.array("federations");
    if (federations != null) {
      for (int i = federations.size() - 1; i >= 0; i--) {
        BucketConfig found = inFederation(federations.get(i), answer.url(), wanted);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    JsonMembers configs = config.object("configs");
    if (configs == null) {
      throw new CatalogException(
          "%s has neither federations nor configs; is it the configuration of a catalog?"
              .formatted(ShownUrl.of(answer.url())));
    }
    for (Map.Entry<String, @Nullable Object> entry : configs.asMap().entrySet()) {
      BucketConfig found = checked(entry.getValue(), entry.getKey(), answer.url(), wanted);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The URIs of all buckets, in the order of preference. */
  List<String> uris() {
    Set<String> uris = new LinkedHashSet<>();
    BucketConfig unused =
        find(
            bucket -> {
              uris.add(bucket.uri());
              return false;
            });
    return new ArrayList<>(uris);
  }

  private @Nullable BucketConfig inFederation(
      @Nullable Object federation, URI base, Predicate<BucketConfig> wanted) {
    Document document = document(federation, base);
    List<@Nullable Object> buckets = document.members.array("buckets");
    if (buckets == null) {
      throw new CatalogException(
          "The federation %s lists no buckets; tell whoever runs the catalog."
              .formatted(ShownUrl.of(document.url)));
    }
    for (Object bucket : buckets) {
      Document described = document(bucket, document.url);
      BucketConfig found = checked(described.members.asMap(), null, described.url, wanted);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable BucketConfig checked(
      @Nullable Object value, @Nullable String name, URI base, Predicate<BucketConfig> wanted) {
    JsonMembers members = JsonMembers.of(value);
    BucketConfig bucket = members == null ? null : BucketConfig.parse(members, name, base);
    return bucket != null && wanted.test(bucket) ? bucket : null;
  }

  /** What stands in its place, or behind the link in its place. */
  private Document document(@Nullable Object given, URI base) {
    JsonMembers members = JsonMembers.of(given);
    if (members != null) {
      return new Document(members, base);
    }
    if (!(given instanceof String link)) {
      throw new CatalogException(
          "%s has something between its federations or buckets that is neither an object nor a link."
              .formatted(ShownUrl.of(base)));
    }
    if (++links > MAX_LINKS) {
      throw new TooLargeException(
          "The configuration of the catalog %s has more than %,d links; T4 follows no more."
              .formatted(ShownUrl.of(url), MAX_LINKS));
    }
    CatalogAnswer answer = http.get(BucketConfig.resolve(base, link), MAX_DOCUMENT_BYTES);
    if (!answer.isFine()) {
      throw failures.ofConfiguration(answer);
    }
    return new Document(answer.members(), answer.url());
  }

  private record Document(JsonMembers members, URI url) {}
}
