package io.t4.bucket;

import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;

class LocalBucketTest extends BucketContract {
  @Override
  protected String newBucket() throws IOException {
    return Location.directory(Files.createTempDirectory(disk, "bucket")).toString();
  }

  @Override
  protected T4Session.Builder session() {
    return T4Session.builder();
  }

  @Override
  protected boolean keepsVersions() {
    return false;
  }

  @Override
  protected boolean holdsAnyKey() {
    return false;
  }

  @Override
  protected boolean holdsMarkers() {
    return false;
  }
}
