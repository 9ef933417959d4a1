package io.t4.packages;

import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The path of content that is kept by its hash. */
final class HashPath {
  private HashPath() {}

  /** {@code <hash type>/<two digits>/<hash in hexadecimal digits>}; empty if it is malformed. */
  static Optional<String> of(ContentHash hash) {
    return hash.algorithm()
        .map(algorithm -> digits(algorithm, hash.value()))
        .filter(digits -> !digits.isEmpty())
        .map(digits -> "%s/%s/%s".formatted(hash.type(), digits.substring(0, 2), digits));
  }

  private static String digits(HashAlgorithm algorithm, String value) {
    HexFormat hex = HexFormat.of();
    try {
      return switch (algorithm) {
        case SHA2_256_CHUNKED, CRC64NVME -> hex.formatHex(Base64.getDecoder().decode(value));
        case SHA256 -> hex.formatHex(hex.parseHex(value));
      };
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
