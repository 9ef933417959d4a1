package io.t4.catalog.index;

import io.t4.hashing.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The id of the document of one version of one key: of fixed length, whatever the key. */
final class DocumentId {
  private DocumentId() {}

  /**
   * @param versionId null where no versions are kept
   */
  static String of(String key, @Nullable String versionId) {
    MessageDigest sha256 = Digests.sha256();
    sha256.update(key.getBytes(StandardCharsets.UTF_8));
    // Keeps apart the end of a key and the beginning of a version id.
    sha256.update((byte) 0);
    if (versionId != null) {
      sha256.update(versionId.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
  }
}
