package io.t4.storage;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store that keeps checksums of the parts in which an object was written. */
public interface SupportsPartChecksums {

  /**
   * What the store keeps of an object's parts.
   *
   * @param sha256 the SHA-256 of the parts' SHA-256s, in base64
   * @param parts how many there are
   * @param firstPartSize in bytes
   */
  record PartChecksums(String sha256, int parts, long firstPartSize) {}

  /**
   * The checksums of an object's parts; empty if it was written in one piece, or without checksums
   * of this kind.
   *
   * @param versionId a version, or null for the current one
   */
  Optional<PartChecksums> partChecksums(String key, @Nullable String versionId) throws IOException;
}
