package io.t4.catalog.events;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what S3 and its likes send when objects change: S3's own notifications (also those of MinIO
 * and Ceph), the same inside a message of SNS, and events of EventBridge.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">the
 *     structure of S3's notifications</a>
 */
final class S3Notification {
  private static final JsonMapper JSON = JsonMapper.shared();

  private S3Notification() {}

  /**
   * The objects that a message is about; empty for those about none, such as S3's test message.
   *
   * @throws IllegalArgumentException if the message is of none of these forms
   */
  static List<ChangedObject> read(String message) {
    try {
      return read(JSON.readTree(message));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the message is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static List<ChangedObject> read(JsonNode message) {
    JsonNode records = message.path("Records");
    if (records.isArray()) {
      List<ChangedObject> objects = new ArrayList<>();
      records.forEach(record -> addRecord(objects, record.path("s3")));
      return objects;
    }
    if (message.path("Type").asString("").equals("Notification")
        && message.path("Message").isString()) {
      return read(message.path("Message").stringValue());
    }
    if (message.path("source").asString("").equals("aws.s3")) {
      JsonNode detail = message.path("detail");
      return List.of(
          object(
              detail.path("bucket").path("name"), detail.path("object").path("key").asString("")));
    }
    if (message.path("Event").asString("").equals("s3:TestEvent")) {
      return List.of();
    }
    throw new IllegalArgumentException(
        "the message is neither a notification of S3 nor one of SNS or EventBridge about S3");
  }

  /** Keys in records are encoded as in forms; those of EventBridge are not. */
  private static void addRecord(List<ChangedObject> objects, JsonNode s3) {
    String key = s3.path("object").path("key").asString("");
    objects.add(
        object(s3.path("bucket").path("name"), URLDecoder.decode(key, StandardCharsets.UTF_8)));
  }

  private static ChangedObject object(JsonNode bucket, String key) {
    if (!bucket.isString() || key.isEmpty()) {
      throw new IllegalArgumentException("the message names no bucket and key");
    }
    return new ChangedObject(bucket.stringValue(), key);
  }
}
