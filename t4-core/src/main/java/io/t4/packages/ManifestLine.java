package io.t4.packages;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line of a manifest after its header. */
public sealed interface ManifestLine {

  /** Its name in the package; of a directory with {@code /} at its end. */
  String logicalKey();

  /**
   * An entry.
   *
   * @param logicalKey such as {@code a/b.csv}
   */
  record Entry(String logicalKey, PackageEntry entry) implements ManifestLine {}

  /**
   * The metadata of a directory.
   *
   * @param logicalKey such as {@code a/}
   * @param meta of the user; JSON values by name
   */
  record Directory(String logicalKey, Map<String, @Nullable Object> meta) implements ManifestLine {}
}
