package io.t4.formats;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The registry's calls, with the arguments that most tests leave out. */
final class FormatCalls {
  private static final Formats FORMATS = Formats.load();

  private FormatCalls() {}

  static Formats.Serialized write(String key, Object value) {
    return FORMATS.write(key, value, null, Map.of());
  }

  static byte[] bytes(String key, Object value) {
    return bytes(write(key, value));
  }

  static byte[] bytes(Formats.Serialized serialized) {
    try (InputStream in = serialized.content().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String text(String key, Object value) {
    return new String(bytes(key, value), StandardCharsets.UTF_8);
  }

  static Object read(String key, byte[] content) {
    return read(key, content, Object.class);
  }

  static Object read(String key, String content) {
    return read(key, content.getBytes(StandardCharsets.UTF_8));
  }

  static <T> T read(String key, byte[] content, Class<T> type) {
    return type.cast(read(key, content, (Type) type));
  }

  static <T> T read(String key, String content, Class<T> type) {
    return read(key, content.getBytes(StandardCharsets.UTF_8), type);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The token says so.
  static <T> T read(String key, String content, TypeToken<T> type) {
    return (T) read(key, content.getBytes(StandardCharsets.UTF_8), type.type());
  }

  static Object read(String key, byte[] content, Type type) {
    return FORMATS.read(key, Formats.source(content, key), null, type, Map.of());
  }

  static Object readAs(String format, String key, byte[] content) {
    return FORMATS.read(
        key,
        Formats.source(content, key),
        new FormatDescriptor(format, Map.of()),
        Object.class,
        Map.of());
  }
}
