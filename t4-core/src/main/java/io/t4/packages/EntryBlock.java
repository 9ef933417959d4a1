package io.t4.packages;

import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How some entries that follow each other are kept as bytes. */
final class EntryBlock {
  private static final byte[] NOTHING = new byte[0];

  private EntryBlock() {}

  /** A form of hash that is kept as the bytes it stands for. */
  private record HashForm(
      HashAlgorithm algorithm, Function<String, byte[]> toBytes, Function<byte[], String> toText) {

    /** The bytes of the hash, if they give just this hash back; else null. */
    byte @Nullable [] bytes(ContentHash hash) {
      if (!algorithm.type().equals(hash.type())) {
        return null;
      }
      try {
        byte[] bytes = toBytes.apply(hash.value());
        return toText.apply(bytes).equals(hash.value()) ? bytes : null;
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    static HashForm base64(HashAlgorithm algorithm) {
      return new HashForm(
          algorithm, Base64.getDecoder()::decode, Base64.getEncoder()::encodeToString);
    }
  }

  private static final int NO_HASH = 0;

  /** Another type, or a value in another spelling, kept as it is. */
  private static final int HASH_AS_TEXT = 1;

  private static final int FIRST_FORM = 2;
  private static final List<HashForm> HASH_FORMS =
      List.of(
          HashForm.base64(HashAlgorithm.SHA2_256_CHUNKED),
          new HashForm(HashAlgorithm.SHA256, HexFormat.of()::parseHex, HexFormat.of()::formatHex),
          HashForm.base64(HashAlgorithm.CRC64NVME));

  /** Encodes entries that come in the order of their keys. */
  static final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    private byte[] key = NOTHING;
    private byte[] physicalKey = NOTHING;
    private byte[] meta = NOTHING;
    private int count;

    void add(ManifestLine.Entry line) {
      PackageEntry entry = line.entry();
      key = shared(key, line.logicalKey());
      physicalKey = shared(physicalKey, entry.get());
      meta = shared(meta, entry.metaJson());
      number(entry.sizeOrUnknown() + 1);
      hash(entry.hashOrNull());
      count++;
    }

    int count() {
      return count;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private byte[] shared(byte[] before, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int mismatch = Arrays.mismatch(before, bytes);
      int common = mismatch < 0 ? bytes.length : mismatch;
      number(common);
      number(bytes.length - common);
      out.write(bytes, common, bytes.length - common);
      return bytes;
    }

    private void hash(@Nullable ContentHash hash) {
      if (hash == null) {
        out.write(NO_HASH);
        return;
      }
      for (int i = 0; i < HASH_FORMS.size(); i++) {
        byte[] bytes = HASH_FORMS.get(i).bytes(hash);
        if (bytes != null) {
          out.write(FIRST_FORM + i);
          bytes(bytes);
          return;
        }
      }
      out.write(HASH_AS_TEXT);
      bytes(hash.type().getBytes(StandardCharsets.UTF_8));
      bytes(hash.value().getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
      number(bytes.length);
      out.writeBytes(bytes);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more come. */
    private void number(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }

  /** Decodes what an encoder made. */
  static final class Decoder {
    private final byte[] in;
    private int at;
    private byte[] key = NOTHING;
    private byte[] physicalKey = NOTHING;
    private byte[] meta = NOTHING;

    Decoder(byte[] block) {
      this.in = block;
    }

    boolean hasNext() {
      return at < in.length;
    }

    ManifestLine.Entry next() {
      key = shared(key);
      physicalKey = shared(physicalKey);
      meta = shared(meta);
      long size = number() - 1;
      ContentHash hash = hash();
      return new ManifestLine.Entry(
          text(key), new PackageEntry(text(physicalKey), size, hash, text(meta)));
    }

    private byte[] shared(byte[] before) {
      int common = (int) number();
      int rest = (int) number();
      byte[] bytes = Arrays.copyOf(before, common + rest);
      System.arraycopy(in, at, bytes, common, rest);
      at += rest;
      return bytes;
    }

    private @Nullable ContentHash hash() {
      int code = in[at++];
      if (code == NO_HASH) {
        return null;
      }
      if (code == HASH_AS_TEXT) {
        return new ContentHash(text(bytes()), text(bytes()));
      }
      HashForm form = HASH_FORMS.get(code - FIRST_FORM);
      return form.algorithm().named(form.toText().apply(bytes()));
    }

    private byte[] bytes() {
      int length = (int) number();
      at += length;
      return Arrays.copyOfRange(in, at - length, at);
    }

    private long number() {
      long value = 0;
      int shift = 0;
      while (true) {
        byte b = in[at++];
        value |= (long) (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
        shift += 7;
      }
    }

    private static String text(byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
