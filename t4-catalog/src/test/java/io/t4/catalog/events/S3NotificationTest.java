package io.t4.catalog.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class S3NotificationTest {
  private static String record(String key) {
    return """
        {"eventName": "ObjectCreated:Put",
         "s3": {"bucket": {"name": "asgard"}, "object": {"key": %s, "size": 4}}}"""
        .formatted(JsonMapper.shared().writeValueAsString(key));
  }

  private static String notification(String... keys) {
    return "{\"Records\": ["
        + String.join(",", List.of(keys).stream().map(S3NotificationTest::record).toList())
        + "]}";
  }

  @ParameterizedTest
  @CsvSource({
    "plain.txt, plain.txt",
    "a+b.txt, a b.txt",
    "a%2Bb.txt, a+b.txt",
    "dir/na%C3%AFve.txt, dir/naïve.txt",
    "dir%2Ffile, dir/file",
    "%E2%9C%93, ✓",
    "100%25, 100%",
    "%F0%9F%8C%A9.txt, 🌩.txt"
  })
  void decodesKeys(String encoded, String key) {
    assertThat(S3Notification.read(notification(encoded)))
        .containsExactly(new ChangedObject("asgard", key));
  }

  @Test
  void readsAllRecords() {
    assertThat(S3Notification.read(notification("a", "b", "a")))
        .extracting(ChangedObject::key)
        .containsExactly("a", "b", "a");
  }

  @Test
  void readsTheFormOfMinio() {
    String message =
        "{\"EventName\": \"s3:ObjectCreated:Put\", \"Key\": \"asgard/a b\", \"Records\": ["
            + record("a+b")
            + "]}";
    assertThat(S3Notification.read(message)).containsExactly(new ChangedObject("asgard", "a b"));
  }

  @Test
  void readsMessagesOfSns() {
    String inner = JsonMapper.shared().writeValueAsString(notification("a%20b"));
    assertThat(S3Notification.read("{\"Type\": \"Notification\", \"Message\": " + inner + "}"))
        .containsExactly(new ChangedObject("asgard", "a b"));
  }

  @Test
  void takesKeysOfEventBridgeAsTheyAre() {
    assertThat(
            S3Notification.read(
                """
                {"source": "aws.s3", "detail-type": "Object Created",
                 "detail": {"bucket": {"name": "asgard"}, "object": {"key": "a+b%20c"}}}"""))
        .containsExactly(new ChangedObject("asgard", "a+b%20c"));
  }

  @Test
  void ignoresTestMessages() {
    assertThat(S3Notification.read("{\"Service\": \"Amazon S3\", \"Event\": \"s3:TestEvent\"}"))
        .isEmpty();
    assertThat(S3Notification.read("{\"Records\": []}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "thor",
        "[]",
        "null",
        "{}",
        "{\"Records\": 1}",
        "{\"Records\": [{}]}",
        "{\"Records\": [{\"s3\": {\"bucket\": {\"name\": \"asgard\"}}}]}",
        "{\"Records\": [{\"s3\": {\"bucket\": {\"name\": 1}, \"object\": {\"key\": \"a\"}}}]}",
        "{\"Records\": [{\"s3\": {\"bucket\": {\"name\": \"b\"}, \"object\": {\"key\": \"%zz\"}}}]}",
        "{\"Type\": \"Notification\", \"Message\": \"no JSON\"}",
        "{\"Type\": \"Notification\"}",
        "{\"source\": \"aws.s3\"}",
        "{\"source\": \"aws.ec2\", \"detail\": {}}"
      })
  void refusesWhatIsNoNotification(String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> S3Notification.read(message));
  }

  @Test
  void leavesOutRecordsThatCanNotBeRead() {
    assertThat(S3Notification.read(notification("%zz", "a", "", "b".repeat(5_000), "%00", "c")))
        .extracting(ChangedObject::key)
        .containsExactly("a", "c");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0xd800})
  void refusesKeysThatAreNoText(int character) {
    String message =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "source",
                    "aws.s3",
                    "detail",
                    Map.of(
                        "bucket",
                        Map.of("name", "asgard"),
                        "object",
                        Map.of("key", "a" + (char) character))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Notification.read(message))
        .withMessageContaining("'asgard'");
  }

  @Test
  void readsABoundedNumberOfRecords() {
    String[] keys = new String[10_001];
    Arrays.fill(keys, "a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3Notification.read(notification(keys)))
        .withMessageContaining("10001 records");
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThatIllegalArgumentException().isThrownBy(() -> S3Notification.read("[".repeat(100_000)));
  }
}
