package io.t4.packages;

import io.t4.error.InvalidInputException;
import io.t4.hashing.Digests;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hash that names a revision: SHA-256 over the canonical JSON of the header and of each entry's
 * key, size, hash and metadata. Where the content is, and the metadata of directories, don't count.
 * For one thread.
 */
public final class TopHash {
  private final MessageDigest digest = Digests.sha256();
  private @Nullable String last;

  /** Begins with a header. */
  public TopHash(Map<String, @Nullable Object> header) {
    update(header);
  }

  /**
   * Takes the next entry.
   *
   * @throws InvalidInputException if its size or hash is unknown
   * @throws IllegalArgumentException if it doesn't come after the one before in the order of
   *     manifests
   */
  public void add(String logicalKey, PackageEntry entry) {
    if (last != null && LogicalKeys.ORDER.compare(last, logicalKey) >= 0) {
      throw new IllegalArgumentException("'" + logicalKey + "' comes before '" + last + "'");
    }
    last = logicalKey;
    if (entry.hashOrNull() == null || entry.size().isEmpty()) {
      throw new InvalidInputException(
          "The entry '%s' has no %s; build the package first."
              .formatted(logicalKey, entry.hashOrNull() == null ? "hash" : "size"));
    }
    Map<String, @Nullable Object> members = new HashMap<>();
    members.put("hash", ManifestWriter.hash(entry.hashOrNull()));
    members.put("logical_key", logicalKey);
    members.put("meta", entry.asMap());
    members.put("size", entry.size().getAsLong());
    update(members);
  }

  private void update(Map<String, @Nullable Object> part) {
    digest.update(Json.write(part, JsonStyle.CANONICAL).getBytes(StandardCharsets.US_ASCII));
  }

  /** The hash in 64 hexadecimal digits; nothing may be added after. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
