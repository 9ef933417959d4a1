package io.t4.servers;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that have an empty bucket on a server each, removed afterwards. */
public abstract class BucketOnServer {
  @TempDir protected Path disk;

  private @Nullable T4Session session;
  private @Nullable Bucket bucket;

  /** The server to test against. */
  protected abstract S3TestServer server();

  /** The bucket of the running test. */
  protected final Bucket bucket() {
    return Objects.requireNonNull(bucket, "only while a test runs");
  }

  @BeforeEach
  final void makeBucket() {
    session = server().session().configDirectory(disk.resolve("config")).build();
    bucket = Bucket.open("s3://" + server().newBucket(), session);
  }

  @AfterEach
  final void removeBucket() {
    if (session != null) {
      session.close();
    }
    if (bucket != null) {
      server().removeBucket(bucket.location().bucket());
    }
  }
}
