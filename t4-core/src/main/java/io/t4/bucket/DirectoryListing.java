package io.t4.bucket;

import io.t4.storage.ObjectVersion;
import java.util.List;

/**
 * What stands in a directory, former versions included.
 *
 * @param directories the directories below, as keys ending in {@code /}
 * @param versions objects, newest version first; in a bucket without versions just the objects
 * @param deleteMarkers where objects were deleted
 */
public record DirectoryListing(
    List<String> directories, List<ObjectVersion> versions, List<ObjectVersion> deleteMarkers) {
  public DirectoryListing {
    directories = List.copyOf(directories);
    versions = List.copyOf(versions);
    deleteMarkers = List.copyOf(deleteMarkers);
  }
}
