package io.t4.formats.internal;

import static java.util.Objects.requireNonNull;

import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.RepresentToNode;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** Spells scalars so that readers of YAML 1.1, PyYAML among them, see the same values. */
final class YamlRepresenter extends StandardRepresenter {
  /**
   * Plain text that YAML 1.1 takes for a boolean, a merge key, a date, or a number to the base 60,
   * and YAML 1.2 for text.
   */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)y|n|yes|no|on|off|~|<<|=|[-+.]?\\d.*", Pattern.DOTALL);

  /** Line breaks of YAML 1.1, and the byte order mark, which readers drop: escaped only. */
  private static final Pattern FRAGILE = Pattern.compile("[\\u0085\\u2028\\u2029\\uFEFF]");

  YamlRepresenter(DumpSettings settings) {
    super(settings);
    RepresentToNode standard = requireNonNull(representers.get(String.class));
    representers.put(
        String.class,
        value -> {
          String text = (String) value;
          if (FRAGILE.matcher(text).find()) {
            return representScalar(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
          }
          return AMBIGUOUS.matcher(text).matches()
              ? representScalar(Tag.STR, text, ScalarStyle.SINGLE_QUOTED)
              : standard.representData(text);
        });
    representers.put(Double.class, number -> floating((Double) number));
    representers.put(Float.class, number -> floating((Float) number));
  }

  private Node floating(Number number) {
    double value = number.doubleValue();
    if (Double.isNaN(value)) {
      return representScalar(Tag.FLOAT, ".nan");
    }
    if (Double.isInfinite(value)) {
      return representScalar(Tag.FLOAT, value > 0 ? ".inf" : "-.inf");
    }
    String text = Json.write(number, JsonStyle.PYTHON_ASCII);
    // A float of YAML 1.1 has a point.
    return representScalar(Tag.FLOAT, text.contains(".") ? text : text.replace("e", ".0e"));
  }
}
