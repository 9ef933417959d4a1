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
   * Whether there may be versions in this bucket, because they are being kept now or were once.
   * Where {@link #isVersioned} is true this is; where the server doesn't say, it is false too.
   */
  default boolean mayHoldVersions() throws IOException {
    return isVersioned();
  }

  /**
   * Every version and delete marker of the keys that start with {@code prefix}: keys in order,
   * newest version first. Lazy, like {@link ObjectStore#list}.
   */
  default Listing<ObjectVersion> listVersions(String prefix) throws IOException {
    return listVersions(prefix, "");
  }

  /**
   * As {@link #listVersions(String)}, from a place on: all versions of the keys strictly after
   * {@code afterKey} in {@link ObjectKeys#ORDER}, and none of that key or one before it.
   *
   * @param afterKey a key, which need not exist nor begin with the prefix; empty for all
   */
  Listing<ObjectVersion> listVersions(String prefix, String afterKey) throws IOException;

  /**
   * One level of the hierarchy that {@code /} makes, with versions and delete markers: {@link
   * DirectoryEntry.VersionEntry} and {@link DirectoryEntry.Subdirectory}, in key order.
   *
   * @param prefix empty, or ending in {@code /}
   */
  Listing<DirectoryEntry> listDirectoryVersions(String prefix) throws IOException;
}
