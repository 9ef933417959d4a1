package io.t4.cli;

import io.t4.error.InvalidInputException;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageUri;
import io.t4.session.T4Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A package on the command line: a name, possibly @REVISION, and a registry; or a URI that has all.
 */
abstract sealed class PackageArgument {
  static final String LATEST = "latest";

  @Parameters(
      index = "0",
      paramLabel = "PACKAGE",
      description = "A name such as team/storms, or quilt+s3://bucket#package=team/storms.")
  private String typed = "";

  /** A package of the local registry, unless it is told otherwise. */
  static final class Local extends PackageArgument {
    @Option(
        names = "--registry",
        paramLabel = "URI",
        description =
            "The bucket or directory that has the package; without it the local registry.")
    private @Nullable String registry;

    @Override
    @Nullable String registryOption() {
      return registry;
    }

    @Override
    PackageRegistry usual(T4Session session) {
      return PackageRegistry.local(session);
    }
  }

  /** A package of the configured registry that others see, unless it is told otherwise. */
  static final class Published extends PackageArgument {
    @Option(
        names = "--registry",
        paramLabel = "URI",
        description = "A bucket or directory; without it the setting default_remote_registry.")
    private @Nullable String registry;

    @Override
    @Nullable String registryOption() {
      return registry;
    }

    @Override
    PackageRegistry usual(T4Session session) {
      return PackageRegistry.remote(session);
    }
  }

  /** What {@code --registry} says. */
  abstract @Nullable String registryOption();

  /** The registry if none is named. */
  abstract PackageRegistry usual(T4Session session);

  /** The package's name. */
  final String name() {
    PackageUri uri = uri();
    return uri == null ? typed.substring(0, endOfName()) : uri.name();
  }

  /** Behind it is the revision, as commands print it. */
  private int endOfName() {
    int at = typed.indexOf('@');
    return at < 0 ? typed.length() : at;
  }

  /** What the URI names in the package; null for all of it. */
  final @Nullable String path() {
    PackageUri uri = uri();
    return uri == null ? null : uri.path();
  }

  /**
   * The revision that is meant.
   *
   * @param option what an option says, or null
   */
  final String revision(@Nullable String option) {
    String named = revisionOrNull(option);
    return named == null ? LATEST : named;
  }

  /** As {@link #revision}; null if none is named. */
  final @Nullable String revisionOrNull(@Nullable String option) {
    String behindName = revisionBehindName();
    if (option != null && behindName != null) {
      throw new InvalidInputException(
          "'%s' names a revision, so '%s' can't be given too.".formatted(typed, option));
    }
    return option != null ? option : behindName;
  }

  private @Nullable String revisionBehindName() {
    PackageUri uri = uri();
    if (uri != null) {
      return uri.hash() != null ? uri.hash() : uri.tag();
    }
    return endOfName() == typed.length() ? null : typed.substring(endOfName() + 1);
  }

  /** The name, of a command for which a path in the URI has no meaning. */
  final String nameWithoutPath() {
    if (path() != null) {
      throw new InvalidInputException(
          "The whole package is meant here: leave the path out of '%s'.".formatted(typed));
    }
    return name();
  }

  /** The name alone, of a command for which a revision or a path has no meaning. */
  final String wholeName() {
    if (revisionBehindName() != null || path() != null) {
      throw new InvalidInputException(
          "The whole package is meant here, with all its revisions: write '%s' without revision and path, not '%s'."
              .formatted(name(), typed));
    }
    return name();
  }

  /** The registry that is named, else the usual one. */
  final PackageRegistry registry(T4Session session) {
    String chosen = registryUri();
    return chosen == null ? usual(session) : PackageRegistry.open(chosen, session);
  }

  private @Nullable String registryUri() {
    PackageUri uri = uri();
    if (uri == null) {
      return registryOption();
    }
    if (registryOption() != null) {
      throw new InvalidInputException(
          "The URI '%s' names the registry, so --registry can't be given too.".formatted(typed));
    }
    return uri.registry().toString();
  }

  private @Nullable PackageUri uri() {
    return PackageUri.isPackageUri(typed) ? PackageUri.parse(typed) : null;
  }
}
