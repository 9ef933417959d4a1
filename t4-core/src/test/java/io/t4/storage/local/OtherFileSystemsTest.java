package io.t4.storage.local;

import static io.t4.storage.StoreUnderTest.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.t4.storage.Content;
import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Directories on file systems that this machine doesn't have, as Jimfs plays them. */
class OtherFileSystemsTest {

  @Test
  void dataIsKeptWhereThereAreNoExtendedAttributes() throws IOException {
    PrintStream err = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix());
        ObjectStore store = store(files, "/work")) {
      System.setErr(new PrintStream(log, true, UTF_8));
      for (String key : List.of("a/one", "a/two")) {
        WriteOptions options =
            new WriteOptions(
                Map.of("helium", "{}"), "text/plain", null, new Precondition.IfAbsent());
        store.put(key, Content.of(key.getBytes(UTF_8)), options);
        try (ObjectContent content = store.open(key, ReadOptions.ALL)) {
          assertThat(content.stream()).hasContent(key);
          assertThat(content.stat().userMetadata()).isEmpty();
        }
      }
      assertThat(all(store.list(""))).hasSize(2);
      assertThat(log.toString(UTF_8)).containsOnlyOnce("keeps no metadata");
    } finally {
      System.setErr(err);
    }
  }

  @Test
  void windowsRefusesWhatItCannotHold() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.windows());
        ObjectStore store = store(files, "C:\\data")) {
      put(store, "dir/key.txt");
      assertThat(keys(store)).containsExactly("dir/key.txt");
      for (String key :
          List.of(
              "a\\b", "C:\\x", "C:/x", "C:", "\\\\host\\share", "dir/NUL", "com1.txt", "dot.")) {
        assertThatExceptionOfType(InvalidObjectKeyException.class)
            .as(key)
            .isThrownBy(() -> put(store, key))
            .withMessageContaining(key);
        assertThatExceptionOfType(NoSuchFileException.class)
            .as(key)
            .isThrownBy(() -> store.stat(key, null));
      }
      assertThat(keys(store)).containsExactly("dir/key.txt");
    }
  }

  @Test
  void keysThatDifferInCaseAreNotMixedUp() throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.osX());
        ObjectStore store = store(files, "/work")) {
      put(store, "Dir/Key");
      for (String key : List.of("Dir/key", "dir/Key", "dir/other")) {
        assertThatExceptionOfType(InvalidObjectKeyException.class)
            .as(key)
            .isThrownBy(() -> put(store, key))
            .withMessageContaining(key);
        assertThatExceptionOfType(NoSuchFileException.class)
            .as(key)
            .isThrownBy(() -> store.stat(key, null));
        store.delete(key, null);
      }
      assertThat(keys(store)).containsExactly("Dir/Key");
    }
  }

  private static ObjectStore store(FileSystem files, String directory) throws IOException {
    return new LocalObjectStore(Files.createDirectories(files.getPath(directory)));
  }

  private static void put(ObjectStore store, String key) throws IOException {
    store.put(key, Content.of(new byte[1]), WriteOptions.NONE);
  }

  private static List<String> keys(ObjectStore store) throws IOException {
    return all(store.list("")).stream().map(ObjectSummary::key).toList();
  }
}
