package io.t4.longrun;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.servers.BucketOnServer;
import io.t4.servers.S3TestServer;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Transfers against the second server; the sandbox is too slow for them. */
@Tag("long")
@EnabledIf(
    value = "io.t4.servers.S3TestServer#hasSecond",
    disabledReason = "T4_TEST_S3_ENDPOINT names no second S3 server")
class TransferLongTest extends BucketOnServer {
  private static final int FILES = Integer.getInteger("t4.long.files", 100_000);
  private static final int FILES_PER_DIRECTORY = 1_000;
  private static final long LARGE = Long.getLong("t4.long.bytes", 10L << 30);
  private static final int BLOCK = 1 << 20;

  @Override
  protected S3TestServer server() {
    return S3TestServer.second();
  }

  @BeforeAll
  static void requireSmallHeap() {
    Figures.requireSmallHeap();
  }

  @Test
  void manySmallFilesGoThereAndBack() throws Exception {
    Path tree = Files.createDirectory(disk.resolve("tree"));
    long bytes = 0;
    for (int i = 0; i < FILES; i++) {
      Path file = tree.resolve(name(i));
      if (i % FILES_PER_DIRECTORY == 0) {
        Files.createDirectories(file.getParent());
      }
      byte[] content = content(i);
      bytes += content.length;
      Files.write(file, content);
    }
    long all = bytes;
    Figures.measure(
        "putDir of " + FILES + " files",
        FILES,
        all,
        () ->
            assertThat(bucket().putDir("many", tree))
                .isEqualTo(new TransferReport(FILES, 0, all, List.of())));
    Figures.measure(
        "putDir of them again, unchanged",
        FILES,
        all,
        () ->
            assertThat(bucket().putDir("many", tree))
                .isEqualTo(new TransferReport(0, FILES, 0, List.of())));
    Path back = disk.resolve("back");
    Figures.measure(
        "fetch of them",
        FILES,
        all,
        () ->
            assertThat(bucket().fetch("many", back))
                .isEqualTo(new TransferReport(FILES, 0, all, List.of())));
    for (int i = 0; i < FILES; i++) {
      assertThat(Files.readAllBytes(back.resolve(name(i)))).isEqualTo(content(i));
    }
    Figures.measure(
        "deleteDir of them",
        FILES,
        all,
        () -> assertThat(bucket().deleteDir("many")).isEqualTo(FILES));
  }

  private static String name(int i) {
    return "d%03d/file-%06d.txt".formatted(i / FILES_PER_DIRECTORY, i);
  }

  /** Small, different in each file, and of different lengths. */
  private static byte[] content(int i) {
    return ("content of " + i + " " + "x".repeat(i % 500)).getBytes(UTF_8);
  }

  @Test
  void oneLargeFileGoesThereAndBack() throws Exception {
    Path file = disk.resolve("large.bin");
    String hash = writeRandom(file);
    Figures.measure(
        "putFile of " + LARGE + " bytes", 1, LARGE, () -> bucket().putFile("large.bin", file));
    Files.delete(file);
    assertThat(bucket().stat("large.bin").size()).isEqualTo(LARGE);
    Path back = disk.resolve("back.bin");
    Figures.measure(
        "fetch of it",
        1,
        LARGE,
        () ->
            assertThat(bucket().fetch("large.bin", back))
                .isEqualTo(new TransferReport(1, 0, LARGE, List.of())));
    assertThat(hash(back)).isEqualTo(hash);
  }

  /** Writes content that can't be compressed, and gives its hash. */
  private static String writeRandom(Path file) throws IOException {
    long seed = new Random().nextLong();
    System.out.println("content of the large file: seed " + seed);
    Random random = new Random(seed);
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK];
    random.nextBytes(block);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < LARGE; written += BLOCK) {
        // No two blocks are the same, so that none can be taken for another.
        ByteBuffer.wrap(block).putLong(written).putLong(random.nextLong());
        int length = (int) Math.min(BLOCK, LARGE - written);
        digest.update(block, 0, length);
        out.write(block, 0, length);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String hash(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
