package io.t4.search;

import io.t4.error.BucketNotServedException;
import io.t4.error.CatalogException;
import io.t4.error.CredentialsException;
import io.t4.error.InvalidQueryException;
import io.t4.error.PermissionDeniedException;
import io.t4.error.StorageException;
import io.t4.error.T4Exception;
import io.t4.storage.Location;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a catalog refuses into what users see. */
final class CatalogFailures {
  private static final int MOST_NAMED = 10;

  /** What our catalogs call it, to tell it from a path that a catalog doesn't have. */
  private static final String UNKNOWN_BUCKET = "unknown_bucket";

  private final URI catalog;
  private final LinkPolicy policy;
  private final RequestAuthorization authorization;

  CatalogFailures(URI catalog, LinkPolicy policy, RequestAuthorization authorization) {
    this.catalog = catalog;
    this.policy = policy;
    this.authorization = authorization;
  }

  /** A document of the configuration is refused or missing. */
  T4Exception ofConfiguration(CatalogAnswer answer) {
    return switch (answer.status()) {
      case 401 -> signInNeeded(answer);
      case 403 ->
          new PermissionDeniedException(
              "The catalog refuses to show %s%s"
                  .formatted(ShownUrl.of(answer.url()), because(answer.problem())));
      case 404, 410 ->
          new CatalogException(
              "There is no catalog at %s: it has no %s. Is navigator_url the address of its home page?"
                  .formatted(catalog, ShownUrl.of(answer.url())));
      default -> other("The catalog's configuration can't be read", answer);
    };
  }

  /** A search is refused. */
  T4Exception ofSearch(Location bucket, String query, CatalogAnswer answer) {
    if (answer.status() == 400) {
      CatalogProblem problem = answer.problem();
      return new InvalidQueryException(
          query, problem.reasonOr("the catalog says it is malformed"), problem.position(), null);
    }
    return ofBucket(bucket, answer);
  }

  /** A question about a bucket is refused. */
  T4Exception ofBucket(Location bucket, CatalogAnswer answer) {
    CatalogProblem problem = answer.problem();
    return switch (answer.status()) {
      case 401 -> signInNeeded(answer);
      case 403 ->
          new PermissionDeniedException(
              "You may not search %s in the catalog %s%s"
                  .formatted(bucket, catalog, because(problem)));
      case 404 ->
          new BucketNotServedException(
              "The catalog %s doesn't serve %s any more, or not for you%s"
                  .formatted(catalog, bucket, because(problem)));
      default -> other("The catalog can't search " + bucket, answer);
    };
  }

  /** Whether the catalog doesn't have the bucket that it was asked for. */
  boolean isOfUnknownBucket(CatalogAnswer answer) {
    return answer.status() == 404 && answer.problem().type().equals(UNKNOWN_BUCKET);
  }

  /** A search for packages is refused. */
  T4Exception ofPackageSearch(String query, CatalogAnswer answer) {
    CatalogProblem problem = answer.problem();
    return switch (answer.status()) {
      case 400 ->
          new InvalidQueryException(
              query,
              problem.reasonOr("the catalog says it is malformed"),
              problem.position(),
              null);
      case 401 -> signInNeeded(answer);
      case 403 ->
          new PermissionDeniedException(
              "You may not search for packages in the catalog %s%s"
                  .formatted(catalog, because(problem)));
      case 404, 405 -> noPackages(null);
      default -> other("The catalog can't search for packages", answer);
    };
  }

  /** The catalog is another's, or of a former version. */
  CatalogException noPackages(@Nullable Throwable cause) {
    return new CatalogException(
        "The catalog %s can't search for packages; a present catalog of T4 for Java can. Buckets are searched for objects all the same."
            .formatted(catalog),
        cause);
  }

  /**
   * The bucket is not in the catalog's configuration.
   *
   * @param served the URIs of those that are
   */
  T4Exception notServed(Location bucket, List<String> served) {
    return new BucketNotServedException(
        "The catalog %s doesn't serve %s; %s."
            .formatted(
                catalog,
                bucket,
                within(bucket.toString(), served).orElseGet(() -> others(served))));
  }

  /** What to do if a directory of a bucket that is served was taken for one. */
  private static Optional<String> within(String directory, List<String> served) {
    for (String uri : served) {
      String parent = uri.endsWith("/") ? uri : uri + "/";
      if (directory.startsWith(parent)) {
        return Optional.of(
            "it is in %s, so search that, with key:%s/"
                .formatted(uri, directory.substring(parent.length())));
      }
    }
    return Optional.empty();
  }

  private String others(List<String> served) {
    if (served.isEmpty()) {
      return authorization.hasToken()
          ? "it serves none"
          : "it serves none, or none without signing in by 't4 login'";
    }
    String named = served.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = served.size() - MOST_NAMED;
    return "it serves " + named + (more > 0 ? " and %,d more".formatted(more) : "");
  }

  private T4Exception signInNeeded(CatalogAnswer answer) {
    String shown = ShownUrl.of(answer.url());
    if (!policy.isCatalogs(answer.url())) {
      return new CredentialsException(
          "%s wants to know who you are, and T4 tells tokens to the catalog %s alone; is that the address at which the catalog answers without a redirect?"
              .formatted(shown, catalog));
    }
    return new CredentialsException(
        authorization.hasToken()
            ? "The catalog %s doesn't accept your token; sign in again with 't4 login', or correct T4_TOKEN."
                .formatted(catalog)
            : "The catalog %s wants to know who you are; sign in with 't4 login', or set T4_TOKEN."
                .formatted(catalog));
  }

  private static T4Exception other(String what, CatalogAnswer answer) {
    String message =
        "%s: %s answers with status %d%s"
            .formatted(what, ShownUrl.of(answer.url()), answer.status(), because(answer.problem()));
    return answer.status() == 429 || answer.status() >= 500
        ? StorageException.retryable(message, null)
        : new CatalogException(message);
  }

  private static String because(CatalogProblem problem) {
    return problem.reason().isEmpty() ? "." : ": " + problem.reason();
  }
}
