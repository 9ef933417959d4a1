package io.t4.formats.internal;

import static java.util.Objects.requireNonNull;

import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import io.t4.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/** One YAML 1.2 document as plain values; tags for objects of a language are refused. */
public final class YamlFormat implements FormatHandler {
  private static final Schema SCHEMA = new CoreSchema();

  private static final DumpSettings WRITING =
      DumpSettings.builder()
          .setSchema(SCHEMA)
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          // Anchors for a list that appears twice would surprise people.
          .setDereferenceAliases(true)
          .build();

  private static final ConstructNode INTEGERS =
      requireNonNull(SCHEMA.getSchemaTagConstructors().get(Tag.INT));

  @Override
  public String name() {
    return "yaml";
  }

  @Override
  public List<String> extensions() {
    return List.of("yaml", "yml");
  }

  @Override
  public String contentType() {
    return "application/yaml";
  }

  @Override
  public boolean canRead(Type type) {
    return type == Object.class;
  }

  @Override
  public boolean canWrite(Object value) {
    return PlainValues.canConvert(value);
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    Options.requireNone(name(), options);
    String text;
    try (InputStream in = source.open()) {
      text = TextFormat.decode(in.readAllBytes());
    }
    LoadSettings settings =
        LoadSettings.builder()
            // The size is limited in bytes already, and YamlLimits bounds what aliases make of it.
            .setSchema(SCHEMA)
            .setTagConstructors(Map.of(Tag.INT, YamlFormat::integer))
            .setCodePointLimit(Integer.MAX_VALUE)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    return PlainValues.requireValue(YamlDocument.read(text, settings));
  }

  @Override
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    Options.requireNone(name(), options);
    Object plain = YamlLimits.requireBounded(PlainValues.requireValue(PlainValues.of(value)));
    try {
      TextFormat.encode(new Dump(WRITING, new YamlRepresenter(WRITING)).dumpToString(plain), out);
    } catch (YamlEngineException e) {
      throw new InvalidInputException("The value has no YAML form: " + e.getMessage(), e);
    }
    return Map.of();
  }

  /** Integers are Long up to its range, as in JSON. */
  private static Object integer(@Nullable Node node) {
    // The time to read an integer grows with the square of its length.
    if (node instanceof ScalarNode scalar && scalar.getValue().length() > Json.MAX_NUMBER_LENGTH) {
      throw new TooLargeException(
          "A number has more than %d digits.".formatted(Json.MAX_NUMBER_LENGTH));
    }
    Object value = INTEGERS.construct(node);
    return value instanceof Integer small ? (Object) small.longValue() : value;
  }
}
