package io.t4.storage;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an object is written.
 *
 * @param userMetadata stored as {@code x-amz-meta-*}: lower-case names without that prefix, values
 *     of printable ASCII
 * @param contentType null for the store's default
 * @param sha256 the content's SHA-256 in base64; content that turns out to have another is not
 *     stored; null if unknown
 * @param precondition what must hold for the write to happen
 */
public record WriteOptions(
    Map<String, String> userMetadata,
    @Nullable String contentType,
    @Nullable String sha256,
    Precondition precondition) {

  /** No metadata, no condition. */
  public static final WriteOptions NONE =
      new WriteOptions(Map.of(), null, null, Precondition.none());

  public WriteOptions {
    userMetadata = Map.copyOf(userMetadata);
  }

  public static WriteOptions withMetadata(Map<String, String> userMetadata) {
    return new WriteOptions(userMetadata, null, null, Precondition.none());
  }

  public WriteOptions withSha256(String digest) {
    return new WriteOptions(userMetadata, contentType, digest, precondition);
  }

  /** A condition that the store checks together with the write. */
  public sealed interface Precondition {
    /** Write in any case. */
    record None() implements Precondition {}

    /** Write only if the key has no object. */
    record IfAbsent() implements Precondition {}

    /** Write only if the key's object has this ETag; a key without object has none. */
    record IfMatch(String eTag) implements Precondition {}

    static Precondition none() {
      return new None();
    }
  }
}
