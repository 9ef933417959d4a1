package io.t4.packages;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pointer of a registry to a revision of a package.
 *
 * @param pointer {@code latest}, or when the revision was published, in seconds since 1970
 * @param topHash of the revision; whatever stands in a pointer that {@linkplain #isDamaged is
 *     damaged}
 */
public record PackageVersion(String pointer, String topHash) {
  static final String LATEST = "latest";

  /** A top hash. */
  static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,15}");

  /** Whether it names no revision: its text is no top hash. */
  public boolean isDamaged() {
    return !HASH.matcher(topHash).matches();
  }

  /** Whether this is what is browsed if no revision is named. */
  public boolean isLatest() {
    return pointer.equals(LATEST);
  }

  /** When the revision was published; empty for {@code latest} and what isn't a time. */
  public Optional<Instant> time() {
    if (!SECONDS.matcher(pointer).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(pointer)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
