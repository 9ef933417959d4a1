package io.t4.transfer;

import io.t4.hashing.Digests;
import io.t4.hashing.ETag;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.SupportsLocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a local file and an object have the same content, without moving it. */
final class ContentComparison {
  private ContentComparison() {}

  /** Whether they surely are the same; false where it can't be told. */
  static boolean same(ObjectStore store, ObjectSummary object, Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != object.size()) {
      return false;
    }
    if (store instanceof SupportsLocalFiles local) {
      return Files.mismatch(local.file(object.key()), file) == -1;
    }
    Content content = new FileSlice(file, 0, object.size());
    if (object.eTag() != null && new ETag(object.eTag()).isDigest()) {
      return new ETag(object.eTag()).matches(content);
    }
    // An ETag that says nothing, as under encryption with KMS: the checksum is worth a request.
    String sha256 = store.stat(object.key(), object.versionId()).sha256();
    return sha256 != null && sha256.equals(Digests.sha256Base64(content));
  }
}
