package io.t4.formats;

import java.util.Locale;

/**
 * What a key's last segment tells about the content.
 *
 * @param extension in lower case, without the dot and without the compression's; empty if none
 */
record FileName(String extension, Compression compression) {
  static FileName of(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    String last = lastExtension(name);
    Compression compression = Compression.ofExtension(last);
    if (compression == Compression.NONE) {
      return new FileName(last, compression);
    }
    return new FileName(
        lastExtension(name.substring(0, name.length() - last.length() - 1)), compression);
  }

  /** A dot at the beginning makes a hidden file, not an extension. */
  private static String lastExtension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
