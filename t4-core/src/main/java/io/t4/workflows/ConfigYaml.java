package io.t4.workflows;

import io.t4.formats.internal.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * YAML 1.1 as far as configurations need it, because Python reads them so: {@code yes} is true,
 * {@code 1.0} and {@code 2026-01-31} are no text, and {@code <<} merges.
 */
final class ConfigYaml {
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  /** Such words are written in lower case, in upper case, or with a capital. */
  private static final Pattern ONE_CASE = Pattern.compile("[a-z]+|[A-Z]+|[A-Z][a-z]+");

  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]*|[1-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?"
              + "|[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
              + "|\\.(inf|Inf|INF))|\\.(nan|NaN|NAN)");

  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d?-\\d\\d?([Tt]|[ \\t]+)\\d\\d?:\\d\\d:.*");

  /** A number or a date; none is asked for anywhere, so which one doesn't matter. */
  private record NoText(String spelling) {
    @Override
    public String toString() {
      return spelling;
    }
  }

  private static final Schema YAML_1_1 =
      new Schema() {
        @Override
        public ScalarResolver getScalarResolver() {
          return (value, implicit) -> implicit ? tag(value) : Tag.STR;
        }

        @Override
        public Map<Tag, ConstructNode> getSchemaTagConstructors() {
          return Map.of(
              Tag.NULL,
              node -> null,
              Tag.BOOL,
              node -> TRUE.contains(spelling(node).toLowerCase(Locale.ROOT)),
              Tag.INT,
              node -> new NoText(spelling(node)));
        }
      };

  private ConfigYaml() {}

  private static String spelling(@Nullable Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static Tag tag(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    boolean word = ONE_CASE.matcher(value).matches();
    if (value.isEmpty() || value.equals("~") || (word && lower.equals("null"))) {
      return Tag.NULL;
    }
    if (word && (TRUE.contains(lower) || FALSE.contains(lower))) {
      return Tag.BOOL;
    }
    return NUMBER.matcher(value).matches() || DATE.matcher(value).matches() ? Tag.INT : Tag.STR;
  }

  /**
   * Reads a document as mappings, lists, text and booleans.
   *
   * @throws io.t4.error.FormatException if it is malformed
   * @throws io.t4.error.TooLargeException beyond the limits
   */
  static @Nullable Object read(String text, String name) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setSchema(YAML_1_1)
            // As in Python, where the last one counts.
            .setAllowDuplicateKeys(true)
            .build();
    return merged(YamlDocument.read(text, settings));
  }

  private static @Nullable Object merged(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> elements = new ArrayList<>(list.size());
      list.forEach(element -> elements.add(merged(element)));
      return elements;
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<Object, @Nullable Object> members = new LinkedHashMap<>();
    Object merge = map.get("<<");
    List<?> defaults =
        merge instanceof List<?> several ? several : merge == null ? List.of() : List.of(merge);
    // What comes first wins, so it is put last.
    for (int i = defaults.size() - 1; i >= 0; i--) {
      if (merged(defaults.get(i)) instanceof Map<?, ?> inherited) {
        members.putAll(inherited);
      }
    }
    map.forEach(
        (key, member) -> {
          if (!"<<".equals(key)) {
            members.put(key, merged(member));
          }
        });
    return members;
  }
}
