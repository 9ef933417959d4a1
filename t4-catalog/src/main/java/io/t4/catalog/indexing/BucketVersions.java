package io.t4.catalog.indexing;

import io.t4.storage.Listing;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.SupportsLocalFiles;
import io.t4.storage.SupportsVersioning;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** The versions in a bucket; in one that keeps none, the objects as their only versions. */
final class BucketVersions {
  private final ObjectStore store;

  BucketVersions(ObjectStore store) {
    this.store = store;
  }

  /**
   * All versions and delete markers of the keys after one, in key order.
   *
   * @param prefix of the keys; empty for all
   * @param key where to begin, exclusive; empty for the beginning
   */
  Listing<ObjectVersion> after(String prefix, String key) throws IOException {
    return store instanceof SupportsVersioning versioning && versioning.mayHoldVersions()
        ? versioning.listVersions(prefix, key)
        : store.list(prefix, key).map(BucketVersions::version);
  }

  /** Those of one key; empty if there is nothing. */
  List<ObjectVersion> of(String key) throws IOException {
    if (store instanceof SupportsLocalFiles) {
      return ofFile(key);
    }
    List<ObjectVersion> versions = new ArrayList<>();
    try (Listing<ObjectVersion> listing = after(key, "")) {
      // The key itself comes first among those that start with it.
      while (listing.hasNext()) {
        ObjectVersion version = listing.next();
        if (!version.key().equals(key)) {
          break;
        }
        versions.add(version);
      }
    }
    return versions;
  }

  /** A listing would read all names of its directory. */
  private List<ObjectVersion> ofFile(String key) throws IOException {
    try {
      ObjectStat stat = store.stat(key, null);
      return List.of(
          new ObjectVersion(key, null, true, false, stat.size(), stat.lastModified(), stat.eTag()));
    } catch (NoSuchBucketException e) {
      throw e;
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static ObjectVersion version(ObjectSummary object) {
    return new ObjectVersion(
        object.key(),
        object.versionId(),
        true,
        false,
        object.size(),
        object.lastModified(),
        object.eTag());
  }
}
