package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.reflect.Type;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value a line, as a {@code List} of plain values; blank lines are skipped. */
public final class JsonLinesFormat implements FormatHandler {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Override
  public String name() {
    return "jsonl";
  }

  @Override
  public List<String> extensions() {
    return List.of("jsonl", "ndjson");
  }

  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public boolean canRead(Type type) {
    return type == Object.class || type == List.class;
  }

  @Override
  public boolean canWrite(Object value) {
    return value instanceof Collection || value instanceof Object[];
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    Options.requireNone(name(), options);
    List<@Nullable Object> values = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(source.open(), StandardCharsets.UTF_8.newDecoder()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
          line = line.substring(BYTE_ORDER_MARK.length());
        }
        if (!line.isBlank()) {
          values.add(Json.read(line, JsonReading.PYTHON));
        }
      }
    } catch (FormatException e) {
      throw new FormatException("Line %d: %s".formatted(number, e.getMessage()), e);
    } catch (MalformedInputException e) {
      throw new FormatException("After line %d: not valid UTF-8".formatted(number), e);
    }
    return values;
  }

  @Override
  @SuppressWarnings("resource") // The writer is a view of out, which stays open.
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    Options.requireNone(name(), options);
    Writer writer = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
    Collection<?> elements = value instanceof Collection<?> list ? list : List.of((Object[]) value);
    for (Object element : elements) {
      Json.write(PlainValues.of(element), JsonStyle.PYTHON_ASCII, writer);
      writer.append('\n');
    }
    writer.flush();
    return Map.of();
  }
}
