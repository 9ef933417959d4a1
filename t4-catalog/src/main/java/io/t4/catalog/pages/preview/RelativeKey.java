package io.t4.catalog.pages.preview;

import java.util.ArrayDeque;
import java.util.Optional;

/** Keys that are written as paths beside others. */
public final class RelativeKey {
  private RelativeKey() {}

  /**
   * The key that a path means, in which {@code .} and {@code ..} are as in addresses.
   *
   * @param directory of what names the path; empty, or ending in {@code /}
   * @param path one that begins with {@code /} begins at the bucket
   * @return empty if it leads out of the bucket
   */
  public static Optional<String> of(String directory, String path) {
    ArrayDeque<String> parts = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path.substring(1) : directory + path;
    for (String part : whole.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return Optional.empty();
        }
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }
}
