package io.t4.text;

import io.t4.text.worker.Compression;
import java.util.Locale;

/**
 * What a file's name tells.
 *
 * @param name the name in lower case, without folders and without the ending of a compression
 * @param extension the last extension of that name with its dot, such as {@code .csv}; the whole
 *     name if it has none
 * @param compression what the content is packed with
 */
record FileType(String name, String extension, Compression compression) {
  /**
   * Takes a name apart.
   *
   * @param fileName a name, path or key; folders are separated by {@code /}
   */
  static FileType of(String fileName) {
    String name = fileName.substring(fileName.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    Compression compression = Compression.NONE;
    if (name.endsWith(".gz")) {
      compression = Compression.GZIP;
    } else if (name.endsWith(".bz2")) {
      compression = Compression.BZIP2;
    }
    if (compression != Compression.NONE) {
      name = name.substring(0, name.lastIndexOf('.'));
    }
    int dot = name.lastIndexOf('.');
    return new FileType(name, dot < 0 ? name : name.substring(dot), compression);
  }
}
