package io.t4.catalog.packages;

import io.t4.packages.PackageVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object that names a revision of a package.
 *
 * @param key of the object
 * @param name of the package
 * @param pointer {@code latest}, or when the revision was published, in seconds since 1970
 */
public record PackagePointer(String key, String name, String pointer) {
  private static final Pattern KEY =
      Pattern.compile("\\.quilt/named_packages/([^/\\s]+/[^/\\s]+)/(latest|[0-9]{1,15})");

  /** What a key is the pointer of; empty for all other keys. */
  public static Optional<PackagePointer> of(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches()
        ? Optional.of(new PackagePointer(key, matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** When the revision was published, if the pointer tells. */
  Optional<Instant> time() {
    return new PackageVersion(pointer, "").time();
  }
}
