package io.t4.tabular;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.jspecify.annotations.Nullable;

/** Content to read tables from, and what is read and written. */
final class Tables {
  private Tables() {}

  static FormatSource source(String extension, byte[] content, Path directory) {
    return new FormatSource() {
      @Override
      public String extension() {
        return extension;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(content);
      }

      @Override
      public Path file() throws IOException {
        return Files.write(directory.resolve("content." + extension), content);
      }
    };
  }

  static FormatSource source(Path file) {
    String name = String.valueOf(file.getFileName());
    return new FormatSource() {
      @Override
      public String extension() {
        return name.substring(name.lastIndexOf('.') + 1);
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public Path file() {
        return file;
      }
    };
  }

  static DataFrame csv(String text) {
    return csv("csv", text, Map.of());
  }

  static DataFrame csv(String extension, String text, Map<String, Object> options) {
    return csv(extension, text.getBytes(StandardCharsets.UTF_8), options);
  }

  static DataFrame csv(String extension, byte[] content, Map<String, Object> options) {
    try {
      return (DataFrame)
          new CsvFormat()
              .read(source(extension, content, Path.of("unused")), Object.class, options);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String writtenCsv(Object value, Map<String, Object> options) {
    return new String(written(new CsvFormat(), value, options), StandardCharsets.UTF_8);
  }

  static byte[] written(FormatHandler format, Object value, Map<String, Object> options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(value, format.extensions().get(0), options, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static List<String> names(DataFrame frame) {
    return List.of(frame.getColumnsIndex().toArray());
  }

  static List<@Nullable Object> column(DataFrame frame, String name) {
    List<@Nullable Object> values = new ArrayList<>();
    frame.getColumn(name).forEach(values::add);
    return values;
  }

  /** A real file of the folder beside the checkout, or the end of the test with a reason. */
  static Path shared(String name) {
    Path folder = Path.of(System.getProperty("t4.shared", "../../shared/data"));
    Path file = folder.resolve(name);
    assumeTrue(
        Files.exists(file),
        () -> "there is no file " + file + "; -Dt4.shared=DIR names its parent");
    return file;
  }
}
