package io.t4.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.t4.sandbox.SandboxExtension;
import io.t4.storage.Content;
import io.t4.storage.StoreUnderTest;
import io.t4.storage.SupportsMultipart;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox, where it deviates from S3 with and without versions. */
abstract class SandboxContract extends S3StoreContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  S3Server server() {
    return S3Server.sandbox(SANDBOX.endpoint());
  }

  /** S3Mock writes slowly; short pages show the same as many objects. */
  @Override
  int pageSize() {
    return 100;
  }

  /** S3Mock: asked for a part, it tells of the whole object. */
  @Override
  long toldPartSize(long partSize, long objectSize) {
    return objectSize;
  }

  @Override
  protected int manyObjects() {
    return 210;
  }

  /** S3Mock: a copy keeps the content type of its source. */
  @Override
  @Test
  public void copyHasTheContentAndNewMetadata() throws IOException {
    String from = "from/a key+%2F\u00e9";
    String to = "to/another key?&\ud83d\ude80";
    store()
        .put(
            from,
            Content.of("text".getBytes(UTF_8)),
            new WriteOptions(Map.of("old", "1"), "text/x-old", null, Precondition.none()));
    store()
        .copy(
            store(),
            store().stat(from, null),
            to,
            new WriteOptions(Map.of("new", "2"), "text/x-new", null, Precondition.none()));
    assertThat(text(to)).isEqualTo("text");
    assertThat(store().stat(to, null).userMetadata()).isEqualTo(Map.of("new", "2"));
    assertThat(store().stat(to, null).contentType()).isEqualTo("text/x-old");
    assertThat(store().stat(from, null).userMetadata()).isEqualTo(Map.of("old", "1"));
  }

  /** S3Mock: giving an upload up removes the object that was there. */
  @Override
  @Test
  public void abortedUploadLeavesTheOldObject() throws IOException {
    SupportsMultipart multipart = (SupportsMultipart) store();
    put(KEY, "old");
    String upload = multipart.startUpload(KEY, WriteOptions.NONE);
    assertThat(text(KEY)).isEqualTo("old");
    multipart.abortUpload(KEY, upload);
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> text(KEY));
    multipart.abortUpload(KEY, upload);
  }

  /** S3Mock: a start is compared by UTF-16, so some keys that come after it are left out. */
  @Override
  @Test
  public void listingGoesOnInTheOrderOfBytes() throws IOException {
    for (String key : List.of("a", "\ue000/x", "\ufffd", "\ud800\udc00", "\ud83d\ude80/x")) {
      put(key, "x");
    }
    assertThat(keysAfter("", "a"))
        .containsExactly("\ue000/x", "\ufffd", "\ud800\udc00", "\ud83d\ude80/x");
    assertThat(keysAfter("", "\ue000/x")).containsExactly("\ufffd");
    assertThat(keysAfter("", "\ud800\udc00")).containsExactly("\ud83d\ude80/x");
  }

  /** S3Mock: the condition and the write are two steps, so several writers may win. */
  @Override
  @Test
  public void oneOfManyWritesIfAbsentWins() throws Exception {
    assertSomeWin(new Precondition.IfAbsent());
  }

  /** S3Mock: as {@link #oneOfManyWritesIfAbsentWins}. */
  @Override
  @Test
  public void oneOfManyWritesIfMatchWins() throws Exception {
    assertSomeWin(StoreUnderTest.ifMatch(put("dir/key", "old")));
  }

  private void assertSomeWin(Precondition condition) throws InterruptedException, IOException {
    List<Callable<WriteResult>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Content content = Content.of(("writer " + i).getBytes(UTF_8));
      tasks.add(() -> store().put("dir/key", content, StoreUnderTest.onlyIf(condition)));
    }
    StoreUnderTest.Outcomes<WriteResult> outcomes = StoreUnderTest.atOnce(tasks);
    assertThat(outcomes.returned()).isNotEmpty();
    assertThat(text("dir/key")).startsWith("writer ");
  }
}
