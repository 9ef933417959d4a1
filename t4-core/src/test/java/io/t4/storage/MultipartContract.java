package io.t4.storage;

import static io.t4.storage.StoreUnderTest.all;
import static io.t4.storage.StoreUnderTest.ifMatch;
import static io.t4.storage.StoreUnderTest.onlyIf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.storage.SupportsMultipart.UploadedPart;
import io.t4.storage.WriteOptions.Precondition;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link SupportsMultipart} promises. */
public interface MultipartContract extends StoreUnderTest {
  /** A key that needs encoding, so that every request of an upload shows that it encodes. */
  String KEY = "big/a b+c%2F\u00e9.bin";

  /** The form of a SHA-256 in base64, but that of no content. */
  String WRONG_SHA256 = Base64.getEncoder().encodeToString(new byte[32]);

  private SupportsMultipart multipart() {
    return (SupportsMultipart) store();
  }

  @Test
  default void partsBecomeOneObject() throws Exception {
    byte[] content = content();
    WriteOptions options =
        new WriteOptions(Map.of("a", "1"), "text/x-example", null, Precondition.none());
    String upload = multipart().startUpload(KEY, options);
    List<UploadedPart> parts = uploadAll(upload, content);
    assertThat(keys("")).as("nothing is visible before the end").isEmpty();

    WriteResult written = multipart().completeUpload(KEY, upload, parts, options);

    assertThat(written.key()).isEqualTo(KEY);
    assertThat(bytes(KEY, null)).isEqualTo(content);
    ObjectStat stat = store().stat(KEY, null);
    assertThat(stat.size()).isEqualTo(content.length);
    assertThat(stat.eTag()).isEqualTo(written.eTag());
    assertThat(stat.versionId()).isEqualTo(written.versionId());
    assertThat(stat.userMetadata()).isEqualTo(Map.of("a", "1"));
    assertThat(stat.contentType()).isEqualTo("text/x-example");
    assertThat(stat.sha256()).as("never a composite of parts").isIn(null, sha256(content));
    assertThat(all(store().list("")))
        .singleElement()
        .satisfies(object -> assertThat(object.eTag()).isEqualTo(written.eTag()));
  }

  @Test
  default void partsMayBeWrittenAtTheSameTimeInAnyOrder() throws Exception {
    byte[] content = content();
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    List<Callable<UploadedPart>> tasks = new ArrayList<>();
    for (int number = 3; number >= 1; number--) {
      byte[] part = part(content, number);
      int partNumber = number;
      tasks.add(() -> upload(upload, partNumber, part));
    }
    Outcomes<UploadedPart> outcomes = StoreUnderTest.atOnce(tasks);
    assertThat(outcomes.thrown()).isEmpty();
    List<UploadedPart> parts =
        outcomes.returned().values().stream()
            .sorted(Comparator.comparingInt(UploadedPart::number))
            .toList();
    multipart().completeUpload(KEY, upload, parts, WriteOptions.NONE);
    assertThat(bytes(KEY, null)).isEqualTo(content);
  }

  @Test
  default void partWrittenAgainReplacesTheFormer() throws Exception {
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    upload(upload, 1, "wrong".getBytes(UTF_8));
    UploadedPart right = upload(upload, 1, "right".getBytes(UTF_8));
    multipart().completeUpload(KEY, upload, List.of(right), WriteOptions.NONE);
    assertThat(text(KEY)).isEqualTo("right");
  }

  @Test
  default void partWithWrongSha256IsRefused() throws Exception {
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    assertThatThrownBy(
            () ->
                multipart()
                    .uploadPart(KEY, upload, 1, Content.of("text".getBytes(UTF_8)), WRONG_SHA256))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(KEY);
    multipart().abortUpload(KEY, upload);
  }

  @Test
  default void abortedUploadLeavesTheOldObject() throws Exception {
    put(KEY, "old");
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    UploadedPart part = upload(upload, 1, "new".getBytes(UTF_8));
    multipart().abortUpload(KEY, upload);
    assertThat(text(KEY)).isEqualTo("old");
    assertThatThrownBy(
            () -> multipart().completeUpload(KEY, upload, List.of(part), WriteOptions.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(KEY);
    assertThatThrownBy(() -> upload(upload, 2, "more".getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(KEY);
    multipart().abortUpload(KEY, upload);
    assertThat(text(KEY)).isEqualTo("old");
  }

  @Test
  default void completionIfAbsentLeavesTheObjectThatIsThere() throws Exception {
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    UploadedPart part = upload(upload, 1, "new".getBytes(UTF_8));
    put(KEY, "old");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(
            () ->
                multipart()
                    .completeUpload(
                        KEY, upload, List.of(part), onlyIf(new Precondition.IfAbsent())))
        .withMessageContaining(KEY);
    assertThat(text(KEY)).isEqualTo("old");
    multipart().abortUpload(KEY, upload);
  }

  @Test
  default void completionIfAbsentWritesANewKey() throws Exception {
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    UploadedPart part = upload(upload, 1, "new".getBytes(UTF_8));
    multipart().completeUpload(KEY, upload, List.of(part), onlyIf(new Precondition.IfAbsent()));
    assertThat(text(KEY)).isEqualTo("new");
  }

  @Test
  default void completionIfMatchReplacesTheObjectWithThatETag() throws Exception {
    Precondition stale = ifMatch(put(KEY, "older"));
    Precondition fresh = ifMatch(put(KEY, "old"));
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    UploadedPart part = upload(upload, 1, "new".getBytes(UTF_8));
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> multipart().completeUpload(KEY, upload, List.of(part), onlyIf(stale)))
        .withMessageContaining(KEY);
    assertThat(text(KEY)).isEqualTo("old");
    multipart().completeUpload(KEY, upload, List.of(part), onlyIf(fresh));
    assertThat(text(KEY)).isEqualTo("new");
  }

  @Test
  default void partsCanBeCopiedFromAnObject() throws Exception {
    byte[] content = content();
    store().put("from/a b+c%2F\u00e9", Content.of(content), WriteOptions.NONE);
    ObjectStat source = store().stat("from/a b+c%2F\u00e9", null);
    long size = partSize();
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    List<UploadedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      ByteRange range =
          new ByteRange((number - 1) * size, Math.min(size, content.length - (number - 1) * size));
      parts.add(multipart().copyPart(store(), source, range, KEY, upload, number));
    }
    multipart().completeUpload(KEY, upload, parts, WriteOptions.NONE);
    assertThat(bytes(KEY, null)).isEqualTo(content);
  }

  @Test
  default void partIsNotCopiedFromAnObjectThatChanged() throws Exception {
    put("from", "old");
    ObjectStat stat = store().stat("from", null);
    ObjectStat source =
        new ObjectStat(
            "from", stat.size(), stat.lastModified(), stat.eTag(), null, Map.of(), null, null);
    put("from", "new");
    String upload = multipart().startUpload(KEY, WriteOptions.NONE);
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(
            () -> multipart().copyPart(store(), source, new ByteRange(0, 3), KEY, upload, 1))
        .withMessageContaining("from");
    multipart().abortUpload(KEY, upload);
  }

  private List<UploadedPart> uploadAll(String upload, byte[] content) throws Exception {
    List<UploadedPart> parts = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      byte[] part = part(content, number);
      UploadedPart uploaded = upload(upload, number, part);
      assertThat(uploaded.number()).isEqualTo(number);
      assertThat(uploaded.sha256()).isIn(null, sha256(part));
      parts.add(uploaded);
    }
    return parts;
  }

  private UploadedPart upload(String upload, int number, byte[] part) throws Exception {
    return multipart().uploadPart(KEY, upload, number, Content.of(part), sha256(part));
  }

  private int partSize() {
    return (int) Math.max(1_000, store().limits().minPartSize());
  }

  /** Two whole parts and a short one. */
  private byte[] content() {
    byte[] content = new byte[2 * partSize() + 17];
    new Random(17).nextBytes(content);
    return content;
  }

  private byte[] part(byte[] content, int number) {
    int from = (number - 1) * partSize();
    return Arrays.copyOfRange(content, from, Math.min(from + partSize(), content.length));
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
