package io.t4.benchmarks.manifests;

import io.t4.hashing.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;

/** Tells whether what is written is the same as a file, without keeping it. */
final class Digest {
  private Digest() {}

  /** Writes into a stream. */
  @FunctionalInterface
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** The SHA-256 of what is written, in hexadecimal digits. */
  static String of(Writing writing) throws IOException {
    DigestOutputStream out =
        new DigestOutputStream(OutputStream.nullOutputStream(), Digests.sha256());
    writing.to(out);
    return HexFormat.of().formatHex(out.getMessageDigest().digest());
  }

  /** The SHA-256 of a file. */
  static String of(Path file) throws IOException {
    return of(out -> Files.copy(file, out));
  }
}
