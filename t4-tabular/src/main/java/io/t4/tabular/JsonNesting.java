package io.t4.tabular;

import io.t4.error.TooLargeException;
import io.t4.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks for lines that nest too deep. DuckDB finds the types of JSON by recursion, outside Java:
 * some thousand brackets in a row would overflow its stack and end the whole process.
 */
final class JsonNesting {
  private long line = 1;
  private int depth;
  private boolean quoted;
  private boolean escaped;

  private JsonNesting() {}

  /**
   * Reads the file once.
   *
   * @throws TooLargeException naming the first line that nests deeper than {@link Json#MAX_DEPTH}
   */
  static void requireBounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      requireBounded(in);
    }
  }

  /**
   * Reads the lines to their end.
   *
   * @throws TooLargeException naming the first line that nests deeper than {@link Json#MAX_DEPTH}
   */
  static void requireBounded(InputStream lines) throws IOException {
    JsonNesting nesting = new JsonNesting();
    byte[] buffer = new byte[1 << 16];
    for (int n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
      for (int i = 0; i < n; i++) {
        nesting.add(buffer[i]);
      }
    }
  }

  private void add(byte b) {
    // In UTF-8 these bytes are part of no other character.
    if (b == '\n') {
      line++;
      depth = 0;
      quoted = false;
      escaped = false;
    } else if (quoted) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        quoted = false;
      }
    } else if (b == '"') {
      quoted = true;
    } else if (b == '[' || b == '{') {
      depth++;
      if (depth > Json.MAX_DEPTH) {
        throw new TooLargeException(
            "line %d nests deeper than %d levels".formatted(line, Json.MAX_DEPTH));
      }
    } else if (b == ']' || b == '}') {
      depth--;
    }
  }
}
