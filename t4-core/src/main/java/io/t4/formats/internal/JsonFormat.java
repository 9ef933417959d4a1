package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import io.t4.formats.NumpyArray;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TreeNode;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * One JSON value, written like Python's {@code json.dumps}; as plain values (see {@link Json}), as
 * {@code JsonNode}, or bound to a record, bean or generic type by Jackson.
 *
 * <p>NaN and infinities are read, because Python writes them, and refused when writing. The
 * document {@code null} is a {@code NullNode} only.
 */
public final class JsonFormat implements FormatHandler {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public List<String> extensions() {
    return List.of("json", "ipynb", "geojson");
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public boolean canRead(Type type) {
    Class<?> target = rawClass(type);
    if (target == byte[].class
        || target == NumpyArray.class
        || ByteBuffer.class.isAssignableFrom(target)
        || InputStream.class.isAssignableFrom(target)) {
      return false;
    }
    // Of interfaces, Jackson makes collections, and those that their author prepared for it.
    return !target.isInterface()
        || target == Iterable.class
        || Map.class.isAssignableFrom(target)
        || Collection.class.isAssignableFrom(target)
        || TreeNode.class.isAssignableFrom(target)
        || target.getAnnotations().length > 0;
  }

  @Override
  public boolean canWrite(Object value) {
    return PlainValues.canConvert(value);
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    Options.requireNone(name(), options);
    try (InputStream in = source.open()) {
      if (type == Object.class) {
        return PlainValues.requireValue(Json.read(in, JsonReading.PYTHON));
      }
      Object bound = PlainValues.MAPPER.readValue(in, PlainValues.MAPPER.constructType(type));
      return PlainValues.requireValue(bound);
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (StreamConstraintsException e) {
      throw new TooLargeException("The JSON is beyond a limit: " + e.getOriginalMessage(), e);
    } catch (JacksonException e) {
      throw PlainValues.mismatch(type, e);
    }
  }

  @Override
  @SuppressWarnings("resource") // The writer is a view of out, which stays open.
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    Options.requireNone(name(), options);
    Writer writer = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
    Json.write(PlainValues.of(value), JsonStyle.PYTHON_ASCII, writer);
    writer.flush();
    return Map.of();
  }

  private static Class<?> rawClass(Type type) {
    if (type instanceof Class<?> target) {
      return target;
    }
    if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    throw new FormatException(
        "%s is not a type to read; use a class or a generic type with its arguments."
            .formatted(type.getTypeName()));
  }
}
