package io.t4.hashing;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.storage.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashAlgorithmTest {
  private static final int MIB = 1 << 20;

  /** Content of that many letters x; values made with quilt3 8.0.0. */
  @ParameterizedTest
  @CsvSource({
    "SHA2_256_CHUNKED, 0, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "SHA2_256_CHUNKED, 1, CjJcowPrMBTEOuAElw80NjTbF2+haXvMjJ76yUYmSI0=",
    "SHA2_256_CHUNKED, 8388607, Ghctu18CoWDL83rgnXIXjpyrjGpRWl/tIuPEG9zmSQ0=",
    "SHA2_256_CHUNKED, 8388608, /b04bgNvn9DomDXPnmASUXoBywC1qh6QTit+wlp/VMI=",
    "SHA2_256_CHUNKED, 8388609, jRG+neXiy/fni+HjBd3HH5mnA5c/ehTdfLFLgiozCDE=",
    "SHA2_256_CHUNKED, 20000000, CS6FTbsO2NqgY+CtIdKmQSGKOeCmPevwa1ngiSym5WQ=",
    "SHA256, 0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "SHA256, 9000000, d8b8b13cb51877020b218ad0d813e9ee60e7849cb9f77ffef8b51bc7d2d766a0",
    "CRC64NVME, 0, AAAAAAAAAAA=",
    "CRC64NVME, 1, Lb1nAmRU5LE=",
    "CRC64NVME, 9000003, GMuQH94V7SM=",
  })
  void hashesAreThoseOfThePythonClient(HashAlgorithm algorithm, int size, String value)
      throws IOException {
    assertThat(algorithm.hash(letters(size))).isEqualTo(new ContentHash(algorithm.type(), value));
  }

  private static Content letters(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'x');
    return Content.of(bytes);
  }

  @Test
  void knownVectors() throws IOException {
    Content hello = Content.of("Hello, World!".getBytes(StandardCharsets.UTF_8));
    assertThat(HashAlgorithm.SHA2_256_CHUNKED.hash(hello).value())
        .isEqualTo("BCp9ZKWB7y7pg/IQWIAcw1ZjtwXmxV9i+o4PGOzHCYk=");
    byte[] crc = Base64.getDecoder().decode(HashAlgorithm.CRC64NVME.hash(hello).value());
    assertThat(HexFormat.ofDelimiter(" ").formatHex(crc)).isEqualTo("d4 a9 be 43 26 ad d2 4d");
  }

  @Test
  void pieceByPieceIsTheSame() throws IOException {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] bytes = new byte[17 * MIB + 5];
    random.nextBytes(bytes);
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      HashAlgorithm.Hasher hasher = algorithm.hasher(bytes.length);
      for (int at = 0; at < bytes.length; ) {
        int n = Math.min(bytes.length - at, random.nextInt(3 * MIB));
        hasher.update(bytes, at, n);
        at += n;
      }
      assertThat(hasher.hash()).isEqualTo(algorithm.hash(Content.of(bytes)));
    }
  }

  @Test
  void theHashOfOneChunkFollowsFromItsSha256() throws IOException {
    for (int size : new int[] {0, 1, 8 * MIB}) {
      Content content = letters(size);
      assertThat(HashAlgorithm.chunkedOfWhole(Digests.sha256Base64(content), size))
          .isEqualTo(HashAlgorithm.SHA2_256_CHUNKED.hash(content));
    }
  }

  @Test
  void chunksGrowSoThatTheyAreTenThousandAtMost() {
    assertThat(ChunkSize.of(10_000L * 8 * MIB)).isEqualTo(8L * MIB);
    assertThat(ChunkSize.of(10_000L * 8 * MIB + 1)).isEqualTo(16L * MIB);
    assertThat(ChunkSize.of(5L << 40)).isEqualTo(1024L * MIB);
  }
}
