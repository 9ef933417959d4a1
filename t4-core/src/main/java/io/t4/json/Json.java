package io.t4.json;

import io.t4.error.FormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads and writes JSON as Python's {@code json} module does, with plain Java values.
 *
 * <table>
 * <caption>Plain values</caption>
 * <tr><th>JSON</th><th>read as</th><th>written from</th></tr>
 * <tr><td>object</td><td>{@code LinkedHashMap}; of a repeated key the last value counts</td>
 *     <td>any {@code Map} with {@code String} keys, in its order</td></tr>
 * <tr><td>array</td><td>{@code ArrayList}</td><td>any {@code Collection}</td></tr>
 * <tr><td>integer of any size</td><td>{@code Long}, beyond it {@code BigInteger}</td>
 *     <td>{@code Byte} to {@code Long}, {@code BigInteger}</td></tr>
 * <tr><td>number with point or exponent</td><td>{@code Double}</td>
 *     <td>{@code Double}; {@code Float} by its own digits (0.1f as {@code 0.1}); {@code BigDecimal}
 *     if a double holds all its digits</td></tr>
 * <tr><td>string, true, false, null</td><td colspan="2">{@code String}, {@code Boolean}, null</td></tr>
 * </table>
 *
 * <p>Values of other types are refused. Read values are mutable and belong to the caller.
 */
public final class Json {
  /** The deepest nesting that is read or written; a hostile document must not end the thread. */
  public static final int MAX_DEPTH = 1000;

  /** The longest number that Python reads, see {@code sys.get_int_max_str_digits()}. */
  public static final int MAX_NUMBER_LENGTH = 4300;

  private static final JsonFactory STRICT = factory().build();
  private static final JsonFactory PYTHON =
      factory().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Json() {}

  /**
   * Writes a value.
   *
   * @throws NotJsonException naming the path in the value, such as {@code user_meta.a[3]}, for NaN,
   *     infinities, keys that aren't strings, a container that contains itself or is nested deeper
   *     than {@link #MAX_DEPTH}, and types that JSON doesn't have
   */
  public static String write(@Nullable Object value, JsonStyle style) {
    StringBuilder out = new StringBuilder();
    try {
      write(value, style, out);
    } catch (IOException e) {
      throw new UncheckedIOException("a StringBuilder doesn't fail", e);
    }
    return out.toString();
  }

  /**
   * As {@link #write(Object, JsonStyle)}, piece by piece.
   *
   * @param out has got a part of the value after a failure
   */
  public static void write(@Nullable Object value, JsonStyle style, Appendable out)
      throws IOException {
    new JsonWriter(style, out).write(value);
  }

  /**
   * Reads a document as {@link JsonReading#STRICT}.
   *
   * @return null for the document {@code null}
   * @throws FormatException with line and column, if it is malformed
   * @throws io.t4.error.TooLargeException if it is nested deeper than {@link #MAX_DEPTH}, or a
   *     number has more than 4300 digits
   */
  public static @Nullable Object read(String json) {
    return read(json, JsonReading.STRICT);
  }

  /** As {@link #read(String)}, with a choice of spellings. */
  public static @Nullable Object read(String json, JsonReading reading) {
    try {
      return JsonReader.read(
          () -> factory(reading).createParser(ObjectReadContext.empty(), json), reading);
    } catch (IOException e) {
      throw new UncheckedIOException("a String doesn't fail", e);
    }
  }

  /**
   * As {@link #read(String, JsonReading)}, from UTF-8, UTF-16 or UTF-32.
   *
   * @param in is read to its end and closed
   * @throws IOException of the stream
   */
  public static @Nullable Object read(InputStream in, JsonReading reading) throws IOException {
    return JsonReader.read(
        () -> factory(reading).createParser(ObjectReadContext.empty(), in), reading);
  }

  /**
   * As {@link #read(InputStream, JsonReading)}, for documents of strangers: what is read can take
   * many times the memory of the document.
   *
   * @param mostTokens how many brackets, names and values are read
   * @throws io.t4.error.TooLargeException also if there are more
   */
  public static @Nullable Object read(InputStream in, JsonReading reading, long mostTokens)
      throws IOException {
    JsonFactory shared = factory(reading);
    JsonFactory limited =
        shared
            .rebuild()
            .streamReadConstraints(
                shared.streamReadConstraints().rebuild().maxTokenCount(mostTokens).build())
            .build();
    return JsonReader.read(() -> limited.createParser(ObjectReadContext.empty(), in), reading);
  }

  /**
   * Reads a document that is an object.
   *
   * @throws FormatException if it is something else
   */
  @SuppressWarnings("unchecked") // Objects are always read with String keys.
  public static Map<String, @Nullable Object> readObject(String json, JsonReading reading) {
    if (read(json, reading) instanceof Map<?, ?> members) {
      return (Map<String, @Nullable Object>) members;
    }
    throw new FormatException("The JSON is not an object: it must begin with '{'.");
  }

  /**
   * A Jackson factory with the limits of this class, for binding to types.
   *
   * @return shared and immutable
   */
  public static JsonFactory factory(JsonReading reading) {
    return switch (reading) {
      case STRICT -> STRICT;
      case PYTHON -> PYTHON;
    };
  }

  private static JsonFactoryBuilder factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                // Strings and keys are bounded by the size of the document.
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .build());
  }
}
