package io.t4.catalog.index;

import io.t4.hashing.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The id of the document of one version of one key: of fixed length, whatever the key. */
public final class DocumentId {
  /** What S3 calls the version that was written while no versions were kept. */
  private static final String UNVERSIONED = "null";

  private DocumentId() {}

  /**
   * The id of a version's document. The version that was written while no versions were kept has
   * one, whether a store tells its id or not: it does so once others follow.
   *
   * @param versionId null where no versions are kept
   */
  public static String of(String key, @Nullable String versionId) {
    MessageDigest sha256 = Digests.sha256();
    sha256.update(key.getBytes(StandardCharsets.UTF_8));
    // Keeps apart the end of a key and the beginning of a version id.
    sha256.update((byte) 0);
    if (versionId != null && !versionId.equals(UNVERSIONED)) {
      sha256.update(versionId.getBytes(StandardCharsets.UTF_8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
  }
}
