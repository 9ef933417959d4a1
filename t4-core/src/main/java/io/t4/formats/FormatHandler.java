package io.t4.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and writes one format. Found with {@link java.util.ServiceLoader}; a user's handler comes
 * before T4's own, so that a name or extension can be taken over.
 *
 * <p>Implementations have a public no-argument constructor, keep no state between calls and are
 * safe for use from many threads. Content that doesn't match the format is a {@link
 * io.t4.error.FormatException}, content beyond a limit a {@link io.t4.error.TooLargeException};
 * handlers needn't name the key, the caller adds it.
 */
public interface FormatHandler {

  /** The name in an object's metadata: {@code csv}. */
  String name();

  /** Other names that are read as this format. */
  default Set<String> aliases() {
    return Set.of();
  }

  /** File extensions in lower case without the dot, the usual one first. */
  List<String> extensions();

  /** The media type that objects of this format get. */
  String contentType();

  /**
   * Whether {@link #read} can give a value of the type. {@code Object.class} asks for the format's
   * natural type and is always possible.
   */
  boolean canRead(Type type);

  /** Whether {@link #write} takes the value. */
  boolean canWrite(Object value);

  /**
   * Reads a value.
   *
   * @param type what the caller wants, something for which {@link #canRead} holds
   * @param options by name, as in the object's metadata or given by the caller; an option that is
   *     unknown or has a value of the wrong type is an {@link io.t4.error.InvalidInputException}
   */
  Object read(FormatSource source, Type type, Map<String, Object> options) throws IOException;

  /**
   * Writes a value.
   *
   * @param extension the key's extension in lower case, which decides between dialects; empty if
   *     there is none
   * @param out left open
   * @return the options to store with the object, so that {@link #read} finds its way; may be empty
   */
  Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException;
}
