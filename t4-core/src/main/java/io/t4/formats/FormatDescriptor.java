package io.t4.formats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code format} of an object's metadata.
 *
 * @param name of a {@link FormatHandler}
 * @param options what the writer did, by option name, in order
 */
public record FormatDescriptor(String name, Map<String, Object> options) {
  public FormatDescriptor {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }
}
