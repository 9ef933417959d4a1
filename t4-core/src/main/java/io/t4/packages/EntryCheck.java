package io.t4.packages;

import io.t4.error.FormatException;
import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import io.t4.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells whether content is what a package says of an entry: its size and its hash. Immutable. */
final class EntryCheck {
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final OptionalLong size;
  private final @Nullable ContentHash expected;
  private final @Nullable HashAlgorithm algorithm;

  private EntryCheck(
      String name,
      OptionalLong size,
      @Nullable ContentHash expected,
      @Nullable HashAlgorithm algorithm) {
    this.name = name;
    this.size = size;
    this.expected = expected;
    this.algorithm = algorithm;
  }

  /**
   * The check of an entry. One without hash, in a package that isn't built yet, is checked by its
   * size.
   *
   * @param logicalKey null if it isn't known
   * @throws FormatException if nobody here knows how such a hash is made
   */
  static EntryCheck of(@Nullable String logicalKey, PackageEntry entry) {
    String name = logicalKey == null ? entry.get() : "'%s' (%s)".formatted(logicalKey, entry.get());
    ContentHash hash = entry.hashOrNull();
    HashAlgorithm algorithm = hash == null ? null : hash.algorithm().orElse(null);
    if (hash != null && algorithm == null) {
      throw new FormatException(
          "%s can't be checked: the hash type '%s' is unknown here; a later version may know it."
              .formatted(name, hash.type()));
    }
    return new EntryCheck(name, entry.size(), hash, algorithm);
  }

  /** The entry for messages: logical and physical key. */
  String name() {
    return name;
  }

  @Nullable ContentHash expected() {
    return expected;
  }

  /** Of the content, if it is known. */
  OptionalLong size() {
    return size;
  }

  /**
   * Begins a hash of the kind that is checked; null if there is nothing to check.
   *
   * @param contentSize in bytes
   */
  HashAlgorithm.@Nullable Hasher hasher(long contentSize) {
    return algorithm == null ? null : algorithm.hasher(contentSize);
  }

  /**
   * Whether it can be told, and is so, that the content is the entry's.
   *
   * @throws IOException if the content can't be read
   */
  boolean surelyFits(Content content) throws IOException {
    HashAlgorithm made = algorithm;
    return made != null && fitsSize(content.size()) && made.hash(content).equals(expected);
  }

  boolean fitsSize(long actual) {
    return size.isEmpty() || size.getAsLong() == actual;
  }

  /**
   * Reads the content to its end.
   *
   * @throws FormatException if it isn't the entry's
   */
  void require(Content content) throws IOException {
    copy(content, OutputStream.nullOutputStream());
  }

  /**
   * Copies the content, which is checked at the end.
   *
   * @throws FormatException if it isn't the entry's; what was written must go
   */
  void copy(Content content, OutputStream out) throws IOException {
    requireSize(content.size());
    HashAlgorithm.Hasher hasher = hasher(content.size());
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (hasher != null) {
          hasher.update(buffer, 0, n);
        }
      }
    }
    if (hasher != null) {
      requireHash(hasher.hash());
    }
  }

  /**
   * @throws FormatException if it is another size than the entry's
   */
  void requireSize(long actual) {
    if (!fitsSize(actual)) {
      throw new FormatException(
          "%s is not what the package says: it must have %d bytes, and has %d. Nothing of it was kept; ask who published the package, or take another revision."
              .formatted(name, size.getAsLong(), actual));
    }
  }

  /**
   * @throws FormatException if it is another hash than the entry's
   */
  void requireHash(ContentHash actual) {
    if (!actual.equals(expected)) {
      throw new FormatException(
          "%s is not what the package says: it must have the hash %s, and has %s. Nothing of it was kept; ask who published the package, or take another revision."
              .formatted(name, expected, actual));
    }
  }
}
