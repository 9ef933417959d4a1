package io.t4.benchmarks.manifests;

import io.t4.packages.ManifestLine;
import io.t4.packages.ManifestReader;
import io.t4.packages.ManifestWriter;
import io.t4.packages.TopHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a manifest line by line, hashes and writes it, in a process with a heap of its own. */
final class StreamingProcess {
  private StreamingProcess() {}

  /**
   * Prints the top hash and the digest of what was written.
   *
   * @param arguments the manifest
   */
  public static void main(String... arguments) throws IOException {
    Path manifest = Path.of(arguments[0]);
    try (ManifestReader reader = ManifestReader.of(Files.newInputStream(manifest))) {
      TopHash topHash = new TopHash(reader.header());
      String written =
          Digest.of(
              out -> {
                try (ManifestWriter writer = new ManifestWriter(out, reader.header())) {
                  while (reader.hasNext()) {
                    ManifestLine line = reader.next();
                    writer.write(line);
                    if (line instanceof ManifestLine.Entry entry) {
                      topHash.add(entry.logicalKey(), entry.entry());
                    }
                  }
                }
              });
      System.out.println(topHash.hex() + " " + written);
    }
  }
}
