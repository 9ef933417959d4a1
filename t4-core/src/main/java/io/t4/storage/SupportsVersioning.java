package io.t4.storage;

import java.io.IOException;

/** A store that keeps former versions of objects. */
public interface SupportsVersioning {

  /**
   * Whether versions are being kept in this bucket now. Where the server doesn't say (the caller
   * may not ask, or the request isn't implemented), the answer is false.
   */
  boolean isVersioned() throws IOException;

  /**
   * Every version and delete marker of the keys that start with {@code prefix}: keys in order,
   * newest version first. Lazy, like {@link ObjectStore#list}.
   */
  Listing<ObjectVersion> listVersions(String prefix) throws IOException;

  /**
   * One level of the hierarchy that {@code /} makes, with versions and delete markers: {@link
   * DirectoryEntry.VersionEntry} and {@link DirectoryEntry.Subdirectory}, in key order.
   *
   * @param prefix empty, or ending in {@code /}
   */
  Listing<DirectoryEntry> listDirectoryVersions(String prefix) throws IOException;
}
