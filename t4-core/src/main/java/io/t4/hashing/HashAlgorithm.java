package io.t4.hashing;

import io.t4.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The ways in which packages say what the content of an entry is. */
public enum HashAlgorithm {
  /**
   * SHA-256 of the SHA-256s of the {@linkplain ChunkSize chunks}, in base64; of empty content the
   * SHA-256 of nothing. What new packages have.
   */
  SHA2_256_CHUNKED("sha2-256-chunked") {
    @Override
    public Hasher hasher(long contentSize) {
      return new ChunkedHasher(ChunkSize.of(contentSize));
    }
  },

  /** SHA-256 of all content, in hexadecimal digits. What older packages have. */
  SHA256("SHA256") {
    @Override
    public Hasher hasher(long contentSize) {
      return new PlainHasher();
    }
  },

  /** CRC-64/NVME, which S3 keeps of each object, as base64 of eight big-endian bytes. */
  CRC64NVME("CRC64NVME") {
    @Override
    public Hasher hasher(long contentSize) {
      return new CrcHasher();
    }
  };

  private static final int BUFFER = 1 << 16;

  private final String type;

  HashAlgorithm(String type) {
    this.type = type;
  }

  /** The name in manifests. */
  public String type() {
    return type;
  }

  /** The algorithm of that name in manifests; empty if it is unknown here. */
  public static Optional<HashAlgorithm> ofType(String type) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.type.equals(type)).findFirst();
  }

  /**
   * Begins a hash.
   *
   * @param contentSize of all content that will come, in bytes
   */
  public abstract Hasher hasher(long contentSize);

  /** The hash of content, which is read once. */
  public ContentHash hash(Content content) throws IOException {
    Hasher hasher = hasher(content.size());
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = content.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hasher.update(buffer, 0, n);
      }
    }
    return hasher.hash();
  }

  /** A hash in the making. For one thread. */
  public interface Hasher {
    /** Takes the next bytes of the content. */
    void update(byte[] bytes, int offset, int length);

    /** The hash of what came; nothing may come after. */
    ContentHash hash();
  }

  /**
   * The chunked hash of content whose SHA-256 in one piece is known, as S3 keeps it of objects that
   * were written in one request.
   *
   * @param sha256 in base64
   * @param contentSize in bytes, at most one {@linkplain ChunkSize chunk}
   */
  public static ContentHash chunkedOfWhole(String sha256, long contentSize) {
    if (contentSize > ChunkSize.of(contentSize)) {
      throw new IllegalArgumentException(contentSize + " bytes are more than one chunk");
    }
    return contentSize == 0 ? SHA2_256_CHUNKED.named(sha256) : chunkedOfChunks(List.of(sha256));
  }

  /**
   * The chunked hash of content whose chunks' SHA-256s are known.
   *
   * @param sha256s of the {@linkplain ChunkSize chunks} in order, each in base64
   */
  public static ContentHash chunkedOfChunks(List<String> sha256s) {
    MessageDigest digest = Digests.sha256();
    sha256s.forEach(sha256 -> digest.update(Base64.getDecoder().decode(sha256)));
    return SHA2_256_CHUNKED.base64(digest.digest());
  }

  /** A hash of this kind with that value. */
  public ContentHash named(String value) {
    return new ContentHash(type, value);
  }

  ContentHash base64(byte[] value) {
    return named(Base64.getEncoder().encodeToString(value));
  }

  private static final class ChunkedHasher implements Hasher {
    private final long chunkSize;
    private final MessageDigest chunks = Digests.sha256();
    private final MessageDigest chunk = Digests.sha256();
    private long room;

    ChunkedHasher(long chunkSize) {
      this.chunkSize = chunkSize;
      this.room = chunkSize;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
      int at = offset;
      int end = offset + length;
      while (at < end) {
        int n = (int) Math.min(end - at, room);
        chunk.update(bytes, at, n);
        at += n;
        room -= n;
        if (room == 0) {
          endChunk();
        }
      }
    }

    private void endChunk() {
      chunks.update(chunk.digest());
      room = chunkSize;
    }

    @Override
    public ContentHash hash() {
      if (room < chunkSize) {
        endChunk();
      }
      return SHA2_256_CHUNKED.base64(chunks.digest());
    }
  }

  private static final class PlainHasher implements Hasher {
    private final MessageDigest digest = Digests.sha256();

    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public ContentHash hash() {
      return SHA256.named(HexFormat.of().formatHex(digest.digest()));
    }
  }

  private static final class CrcHasher implements Hasher {
    private final Crc64Nvme crc = new Crc64Nvme();

    @Override
    public void update(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    public ContentHash hash() {
      return CRC64NVME.base64(ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array());
    }
  }
}
