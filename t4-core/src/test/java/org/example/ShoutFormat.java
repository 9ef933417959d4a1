package org.example;

import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A user's format: takes over {@code .rst} from T4's text, and adds {@code .shout}. */
public final class ShoutFormat implements FormatHandler {
  /** What it reads and writes. */
  public record Shout(String words) {}

  @Override
  public String name() {
    return "shout";
  }

  @Override
  public List<String> extensions() {
    return List.of("shout", "rst");
  }

  @Override
  public String contentType() {
    return "text/x-shout";
  }

  @Override
  public boolean canRead(Type type) {
    return type == Object.class || type == Shout.class;
  }

  @Override
  public boolean canWrite(Object value) {
    return value instanceof Shout;
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    String mark = (String) options.getOrDefault("mark", "");
    try (InputStream in = source.open()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Shout(text.substring(0, text.length() - mark.length()));
    }
  }

  @Override
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    String mark = (String) options.getOrDefault("mark", "!");
    String text = ((Shout) value).words().toUpperCase(Locale.ROOT) + mark;
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return Map.of("mark", mark);
  }
}
