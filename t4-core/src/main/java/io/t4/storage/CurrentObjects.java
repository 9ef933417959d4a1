package io.t4.storage;

import java.io.IOException;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Lists objects with their version ids. */
public final class CurrentObjects {
  private CurrentObjects() {}

  /**
   * As {@link ObjectStore#list(String)}, with version ids where the bucket keeps versions, which a
   * plain listing of S3 doesn't tell.
   */
  public static Listing<ObjectSummary> list(ObjectStore store, String prefix) throws IOException {
    return store instanceof SupportsVersioning versioning && versioning.isVersioned()
        ? ofVersions(versioning.listVersions(prefix))
        : store.list(prefix);
  }

  private static Listing<ObjectSummary> ofVersions(Listing<ObjectVersion> versions) {
    return new Listing<>() {
      private @Nullable ObjectVersion next;

      @Override
      public boolean hasNext() throws IOException {
        while (next == null && versions.hasNext()) {
          ObjectVersion version = versions.next();
          if (version.latest() && !version.deleteMarker()) {
            next = version;
          }
        }
        return next != null;
      }

      @Override
      public ObjectSummary next() throws IOException {
        if (!hasNext() || next == null) {
          throw new NoSuchElementException();
        }
        ObjectVersion version = next;
        next = null;
        return new ObjectSummary(
            version.key(),
            version.size(),
            version.lastModified(),
            version.eTag(),
            version.versionId());
      }

      @Override
      public void close() throws IOException {
        versions.close();
      }
    };
  }
}
