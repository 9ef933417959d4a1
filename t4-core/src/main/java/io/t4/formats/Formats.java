package io.t4.formats;

import io.t4.storage.Content;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are known: chooses a {@link FormatHandler} by metadata, extension or Java type,
 * and runs it. Safe for use from many threads.
 */
@SuppressWarnings({"UnusedMethod", "DoNotCallSuggester"})
public final class Formats {
  private final List<FormatHandler> handlers;
  private final List<SqlEngine> engines;

  private Formats(List<FormatHandler> handlers, List<SqlEngine> engines) {
    this.handlers = List.copyOf(handlers);
    this.engines = List.copyOf(engines);
  }

  /** All formats that {@link java.util.ServiceLoader} finds, users' own first. */
  public static Formats load() {
    throw new IllegalStateException("replaced by the formats work");
  }

  /**
   * Serialised content, and what to record about it.
   *
   * @param format for the object's metadata
   * @param contentType the media type
   */
  public record Serialized(Content content, FormatDescriptor format, String contentType) {}

  /**
   * Whether some handler reads such an object; parameters as in {@link #read}.
   *
   * @return false for what {@link #read} would refuse because no format handles it
   */
  public boolean handles(String key, @Nullable FormatDescriptor descriptor) {
    throw new IllegalStateException("replaced by the formats work");
  }

  /**
   * Reads a value.
   *
   * @param key names the content in errors, and its extension chooses the format if {@code
   *     descriptor} is null
   * @param raw the content as stored: compressed, if the key ends in {@code .gz} or {@code .bz2}
   * @param descriptor the format recorded in the metadata, or null
   * @param type what the caller wants; {@code Object.class} for the natural type
   * @param options of the caller; they win over recorded ones
   * @throws io.t4.error.FormatException if no handler fits, naming key and known formats; or if the
   *     content is malformed
   */
  public Object read(
      String key,
      FormatSource raw,
      @Nullable FormatDescriptor descriptor,
      Type type,
      Map<String, Object> options) {
    throw new IllegalStateException("replaced by the formats work" + handlers + engines);
  }

  /**
   * Writes a value in the format that {@code descriptor}, else the key's extension, else the
   * value's type chooses; compressed if the key ends in {@code .gz} or {@code .bz2}.
   *
   * @throws io.t4.error.FormatException if no handler takes such a value under such a key
   */
  public Serialized write(
      String key,
      Object value,
      @Nullable FormatDescriptor descriptor,
      Map<String, Object> options) {
    throw new IllegalStateException("replaced by the formats work");
  }

  /** Runs one SELECT over an object; parameters as in {@link #read}. */
  public Object select(
      String key,
      FormatSource raw,
      @Nullable FormatDescriptor descriptor,
      String sql,
      Type type,
      Map<String, Object> options) {
    throw new IllegalStateException("replaced by the formats work");
  }

  /** A source over a local file, which is used as it is. */
  public static FormatSource source(Path file, String key) {
    throw new IllegalStateException("replaced by the formats work");
  }
}
