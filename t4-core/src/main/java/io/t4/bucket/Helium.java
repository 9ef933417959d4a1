package io.t4.bucket;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidMetadataException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatDescriptor;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry {@code helium} of an object's metadata: a JSON object with {@code user_meta}, {@code
 * format} and {@code target}, the form of the Python clients.
 */
final class Helium {
  static final String USER_META = "user_meta";

  private static final Logger LOG = LoggerFactory.getLogger(Helium.class);
  private static final String ENTRY = "helium";
  private static final String HEADER = "x-amz-meta-" + ENTRY;

  /**
   * S3's limit for all user metadata of an object. AWS counts names without their prefix, others
   * with it; counted with it, what is accepted here is accepted everywhere.
   */
  private static final int MAX_BYTES = 2048;

  private Helium() {}

  static ObjectMeta read(Map<String, String> userMetadata) {
    Map<String, String> plain = new TreeMap<>(userMetadata);
    String json = plain.get(ENTRY);
    if (json == null) {
      return new ObjectMeta(Map.of(), plain);
    }
    try {
      if (Json.read(json) instanceof Map<?, ?> helium) {
        plain.remove(ENTRY);
        Map<String, Object> entries = new LinkedHashMap<>();
        helium.forEach((name, value) -> entries.put(String.valueOf(name), value));
        return new ObjectMeta(entries, plain);
      }
    } catch (FormatException | TooLargeException e) {
      LOG.debug("the entry helium is not JSON: {}", json, e);
    }
    // Somebody else's entry of that name: left to the caller as it is.
    return new ObjectMeta(Map.of(), plain);
  }

  /** The metadata of an object that is written by T4 in that format. */
  static Map<String, String> written(Map<String, ?> userMeta, FormatDescriptor format, String key) {
    Map<String, Object> helium = new LinkedHashMap<>();
    helium.put(USER_META, userMeta);
    helium.putAll(format.recorded());
    return encode(helium, Map.of(), key);
  }

  /** The metadata of an object whose user metadata is replaced; everything else stays. */
  static Map<String, String> withUserMeta(
      Map<String, String> present, Map<String, ?> userMeta, String key) {
    ObjectMeta meta = read(present);
    Map<String, Object> helium = new LinkedHashMap<>();
    helium.put(USER_META, userMeta);
    meta.asMap().forEach(helium::putIfAbsent);
    return encode(helium, meta.plain(), key);
  }

  private static Map<String, String> encode(
      Map<String, Object> helium, Map<String, String> plain, String key) {
    String json;
    try {
      json = Json.write(helium, JsonStyle.PYTHON_ASCII);
    } catch (InvalidInputException e) {
      throw new InvalidMetadataException(
          "The metadata for '%s' can't be stored: %s".formatted(key, e.getMessage()), e);
    }
    int size = HEADER.length() + json.length();
    for (Map.Entry<String, String> entry : plain.entrySet()) {
      size += "x-amz-meta-".length() + bytes(entry.getKey()) + bytes(entry.getValue());
    }
    if (size > MAX_BYTES) {
      throw new InvalidMetadataException(
          "The metadata for '%s' has %d bytes as JSON; S3 takes %d. Keep what is large in an object of its own."
              .formatted(key, size, MAX_BYTES));
    }
    Map<String, String> entries = new TreeMap<>(plain);
    entries.put(ENTRY, json);
    return entries;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
