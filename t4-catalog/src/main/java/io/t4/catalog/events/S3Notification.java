package io.t4.catalog.events;

import io.t4.catalog.database.DeadLetters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(S3Notification.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  /** S3 sends one, others some hundred. */
  private static final int MAX_RECORDS = 10_000;

  private S3Notification() {}

  /**
   * The objects that a message is about; empty for those about none, such as S3's test message.
   * Records that can't be read are left out.
   *
   * @throws IllegalArgumentException if the message is of none of these forms, none of its records
   *     can be read, or it has too many
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
      return objects(records);
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

  /** What one record lacks is no fault of the others, which nobody would send again. */
  private static List<ChangedObject> objects(JsonNode records) {
    if (records.size() > MAX_RECORDS) {
      throw new IllegalArgumentException(
          "the message has %d records; %d are read at most".formatted(records.size(), MAX_RECORDS));
    }
    List<ChangedObject> objects = new ArrayList<>();
    IllegalArgumentException fault = null;
    for (JsonNode record : records) {
      try {
        objects.add(object(record.path("s3")));
      } catch (IllegalArgumentException e) {
        fault = e;
        LOG.warn("left out a record of a notification: {}", e.getMessage());
      }
    }
    if (fault != null && objects.isEmpty()) {
      throw fault;
    }
    return objects;
  }

  /** Keys in records are encoded as in forms; those of EventBridge are not. */
  private static ChangedObject object(JsonNode s3) {
    String key = s3.path("object").path("key").asString("");
    return object(s3.path("bucket").path("name"), URLDecoder.decode(key, StandardCharsets.UTF_8));
  }

  private static ChangedObject object(JsonNode bucket, String key) {
    if (!bucket.isString() || key.isEmpty()) {
      throw new IllegalArgumentException("the message names no bucket and key");
    }
    if (!DeadLetters.isPossible(key)) {
      throw new IllegalArgumentException(
          "no object of '%s' can have the key that the message names, of %d characters"
              .formatted(bucket.stringValue(), key.length()));
    }
    return new ChangedObject(bucket.stringValue(), key);
  }
}
