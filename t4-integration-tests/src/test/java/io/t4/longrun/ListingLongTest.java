package io.t4.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import io.t4.storage.ObjectSummary;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listing takes the memory of a page, however long it is. */
@Tag("long")
class ListingLongTest {
  private static final int OBJECTS = Integer.getInteger("t4.long.keys", 1_000_000);

  @TempDir Path disk;

  @BeforeAll
  static void requireSmallHeap() {
    Figures.requireSmallHeap();
  }

  @ParameterizedTest
  @EnumSource
  void manyKeysAreListed(ListingStub.Versions versions) throws Exception {
    try (ListingStub server = new ListingStub(OBJECTS, versions);
        T4Session session =
            T4Session.builder()
                .configDirectory(disk)
                .endpoint(server.endpoint().toString())
                .credentials("test", "test")
                .build()) {
      Bucket bucket = Bucket.open("s3://many", session);
      Figures.measure(
          "list of " + OBJECTS + " keys, versions " + versions,
          OBJECTS,
          0,
          () -> {
            try (Stream<ObjectSummary> list = bucket.list("")) {
              Iterator<ObjectSummary> objects = list.iterator();
              for (int i = 0; i < OBJECTS; i++) {
                ObjectSummary object = objects.next();
                if (object.size() != i || !object.key().equals(ListingStub.key(i))) {
                  assertThat(object.key()).isEqualTo(ListingStub.key(i));
                  assertThat(object.size()).isEqualTo(i);
                }
              }
              assertThat(objects.hasNext()).isFalse();
            }
          });
    }
  }
}
