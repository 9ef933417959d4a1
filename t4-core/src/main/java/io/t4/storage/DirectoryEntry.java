package io.t4.storage;

/** What stands in a directory: an object, or a directory below. */
public sealed interface DirectoryEntry {
  /** The whole key or prefix, from the bucket's root. */
  String key();

  /** An object directly in the directory. */
  record ObjectEntry(ObjectSummary object) implements DirectoryEntry {
    @Override
    public String key() {
      return object.key();
    }
  }

  /** A version or delete marker directly in the directory. */
  record VersionEntry(ObjectVersion version) implements DirectoryEntry {
    @Override
    public String key() {
      return version.key();
    }
  }

  /** A directory below; its key ends in {@code /}. */
  record Subdirectory(String key) implements DirectoryEntry {}
}
