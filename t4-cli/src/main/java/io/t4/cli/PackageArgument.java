package io.t4.cli;

import io.t4.error.InvalidInputException;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageUri;
import io.t4.session.T4Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A package on the command line: a name and a registry, or a URI that has both. */
final class PackageArgument {
  private static final String LATEST = "latest";

  @Parameters(
      index = "0",
      paramLabel = "PACKAGE",
      description = "A name such as team/storms, or quilt+s3://bucket#package=team/storms.")
  private String typed = "";

  @Option(
      names = "--registry",
      paramLabel = "URI",
      description = "The bucket or directory that has the package; without it the local registry.")
  private @Nullable String registry;

  /** The package's name. */
  String name() {
    PackageUri uri = uri();
    return uri == null ? typed : uri.name();
  }

  /** What the URI names in the package; null for all of it. */
  @Nullable String path() {
    PackageUri uri = uri();
    return uri == null ? null : uri.path();
  }

  /**
   * The revision that is meant.
   *
   * @param option what an option says, or null
   */
  String revision(@Nullable String option) {
    PackageUri uri = uri();
    String inUri = uri == null ? null : uri.hash() != null ? uri.hash() : uri.tag();
    if (option != null && inUri != null) {
      throw new InvalidInputException(
          "The URI '%s' names a revision, so '%s' can't be given too.".formatted(typed, option));
    }
    return option != null ? option : inUri != null ? inUri : LATEST;
  }

  /** The name alone, of a command for which a revision or a path in the URI has no meaning. */
  String wholeName() {
    PackageUri uri = uri();
    if (uri != null && (uri.hash() != null || uri.tag() != null || uri.path() != null)) {
      throw new InvalidInputException(
          "The whole package is meant here: leave revision and path out of '%s'.".formatted(typed));
    }
    return name();
  }

  /** The registry, else the local one. */
  PackageRegistry registry(T4Session session) {
    String chosen = registryUri();
    return chosen == null ? PackageRegistry.local(session) : PackageRegistry.open(chosen, session);
  }

  private @Nullable String registryUri() {
    PackageUri uri = uri();
    if (uri == null) {
      return registry;
    }
    if (registry != null) {
      throw new InvalidInputException(
          "The URI '%s' names the registry, so --registry can't be given too.".formatted(typed));
    }
    return uri.registry().toString();
  }

  private @Nullable PackageUri uri() {
    return PackageUri.isPackageUri(typed) ? PackageUri.parse(typed) : null;
  }
}
