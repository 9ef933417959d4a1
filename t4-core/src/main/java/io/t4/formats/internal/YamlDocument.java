package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads one YAML document within {@link YamlLimits}. */
public final class YamlDocument {
  private YamlDocument() {}

  /**
   * Reads the only document of a text.
   *
   * @param settings decide what scalars become
   * @return plain values, none of which contains itself; null if there is no document
   * @throws FormatException with line and column, if it is malformed
   * @throws TooLargeException if it nests too deep, or aliases make too much of it
   */
  public static @Nullable Object read(String text, LoadSettings settings) {
    try {
      YamlLimits.Parser parser =
          new YamlLimits.Parser(new ParserImpl(settings, new StreamReader(settings, text)));
      Object value =
          new StandardConstructor(settings)
              .constructSingleDocument(new Composer(settings, parser).getSingleNode());
      return value == null ? null : YamlLimits.requireBounded(value);
    } catch (YamlEngineException e) {
      if (e.getCause() instanceof TooLargeException tooLarge) {
        throw tooLarge;
      }
      throw new FormatException("Malformed YAML: " + e.getMessage(), e);
    }
  }
}
