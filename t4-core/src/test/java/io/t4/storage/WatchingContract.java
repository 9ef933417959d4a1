package io.t4.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.storage.Change.DirectoryChanged;
import io.t4.storage.Change.ObjectChanged;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link SupportsWatching} promises of changes that go through the store. */
public interface WatchingContract extends StoreUnderTest {

  private Told watch() throws IOException {
    return new Told((SupportsWatching) store());
  }

  @Test
  default void writesReplacementsAndDeletionsAreTold() throws IOException {
    put("dir/keep", "x");
    try (Told told = watch()) {
      for (String key : List.of("key", "dir/a b+%2F", "dir/\u65e5")) {
        put(key, "one");
        told.awaitChange(new ObjectChanged(key));
        told.forget();
        put(key, "two");
        told.awaitChange(new ObjectChanged(key));
        told.forget();
        store().delete(key, null);
        told.awaitChange(new ObjectChanged(key));
      }
    }
  }

  @Test
  default void newDirectoriesAreToldAndWatched() throws IOException {
    try (Told told = watch()) {
      put("a/b/c/key", "one");
      told.awaitAny(
          change ->
              change instanceof DirectoryChanged directory
                  ? "a/b/c/key".startsWith(directory.prefix())
                  : change.equals(new ObjectChanged("a/b/c/key")));
      put("a/b/c/other", "two");
      told.awaitAny(
          change ->
              change instanceof DirectoryChanged directory
                  ? directory.prefix().equals("a/b/c/")
                  : change.equals(new ObjectChanged("a/b/c/other")));
      told.forget();
      put("a/b/c/other", "three");
      told.awaitChange(new ObjectChanged("a/b/c/other"));
    }
  }

  @Test
  default void onlyNamesOfObjectsAreTold() throws IOException {
    put("dir/keep", "x");
    try (Told told = watch()) {
      for (int i = 0; i < 20; i++) {
        store()
            .put(
                "dir/key",
                Content.of("text".repeat(i).getBytes(UTF_8)),
                WriteOptions.withMetadata(Map.of("a", "" + i)));
      }
      put("dir/last", "x");
      told.awaitChange(new ObjectChanged("dir/last"));
      assertThat(told.changes())
          .isSubsetOf(
              new ObjectChanged("dir/"),
              new ObjectChanged("dir/key"),
              new ObjectChanged("dir/last"));
    }
  }

  @Test
  default void closedWatchTellsNothing() throws IOException {
    Told closed = watch();
    closed.close();
    closed.close();
    try (Told told = watch()) {
      put("key", "text");
      told.awaitChange(new ObjectChanged("key"));
    }
    assertThat(closed.changes()).isEmpty();
  }
}
