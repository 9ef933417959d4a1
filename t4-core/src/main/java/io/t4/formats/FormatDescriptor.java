package io.t4.formats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code format} of an object's metadata.
 *
 * @param name of a {@link FormatHandler}
 * @param options what the writer did, by option name, in order
 */
public record FormatDescriptor(String name, Map<String, Object> options) {
  private static final String FORMAT = "format";
  private static final String TARGET = "target";
  private static final String NAME = "name";
  private static final String OPTIONS = "opts";

  /**
   * Formats whose options stand directly under {@code format}, as the Python clients write them.
   */
  private static final Set<String> INLINE_OPTIONS = Set.of("parquet", "pyarrow");

  public FormatDescriptor {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** The members {@code format} and {@code target} of an object's metadata, which name this. */
  public Map<String, Object> recorded() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put(NAME, name);
    if (INLINE_OPTIONS.contains(name)) {
      description.putAll(options);
    } else {
      description.put(OPTIONS, options);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put(FORMAT, description);
    members.put(TARGET, name);
    return members;
  }

  /**
   * The format that an object's metadata names; empty if it names none.
   *
   * @param metadata with the members {@code format} or {@code target}
   */
  public static Optional<FormatDescriptor> recordedIn(
      Map<String, ? extends @Nullable Object> metadata) {
    if (metadata.get(FORMAT) instanceof Map<?, ?> format
        && format.get(NAME) instanceof String name) {
      Map<String, Object> options = new LinkedHashMap<>();
      format.forEach(
          (option, value) -> {
            if (!option.equals(NAME) && !option.equals(OPTIONS)) {
              options.put(String.valueOf(option), value);
            }
          });
      if (format.get(OPTIONS) instanceof Map<?, ?> map) {
        map.forEach((option, value) -> options.put(String.valueOf(option), value));
      }
      return Optional.of(new FormatDescriptor(name, options));
    }
    return metadata.get(TARGET) instanceof String target
        ? Optional.of(new FormatDescriptor(target, Map.of()))
        : Optional.empty();
  }
}
