package io.t4.benchmarks.manifests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;

/** Writes manifests as Python would, line by line: what the library makes of them is checked. */
final class GeneratedManifest {
  private static final int IN_DIRECTORY = 10_000;

  /** One in so many entries differs from one variant to the next. */
  private static final int CHANGED = 100;

  private GeneratedManifest() {}

  /**
   * Writes a manifest of objects with versions; half of the entries have metadata.
   *
   * @param variant 0, or 1 for the same with other hashes of one in a hundred entries
   * @return how many entries differ from those of variant 0
   */
  static int write(Path file, int entries, long seed, int variant) throws IOException {
    Random random = new Random(seed);
    Base64.Encoder base64 = Base64.getEncoder();
    int different = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "{\"version\": \"v0\", \"user_meta\": {\"city\": \"Zürich\"}, \"message\": \"many\"}\n");
      for (int i = 0; i < entries; i++) {
        byte[] hash = new byte[32];
        byte[] version = new byte[24];
        random.nextBytes(hash);
        random.nextBytes(version);
        if (variant != 0 && random.nextInt(CHANGED) == 0) {
          hash[0]++;
          different++;
        } else if (variant == 0) {
          random.nextInt(CHANGED);
        }
        String key = "d%05d/file-%08d.csv".formatted(i / IN_DIRECTORY, i);
        String meta =
            random.nextBoolean()
                ? "{}"
                : "{\"user_meta\": {\"sample\": %d, \"city\": \"Zürich\"}}"
                    .formatted(random.nextInt(100_000));
        out.write(
            "{\"logical_key\": \"%s\", \"physical_keys\": [\"s3://bucket/team/data/%s?versionId=%s\"], \"size\": %d, \"hash\": {\"type\": \"sha2-256-chunked\", \"value\": \"%s\"}, \"meta\": %s}\n"
                .formatted(
                    key,
                    key,
                    Base64.getUrlEncoder().encodeToString(version),
                    random.nextInt(10_000_000),
                    base64.encodeToString(hash),
                    meta));
      }
    }
    return different;
  }
}
