package io.t4.catalog.pages;

import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The numbers of a bucket as plots of Vega-Lite. */
final class StatisticsPlots {
  private static final int HEIGHT = 180;

  private StatisticsPlots() {}

  /** Objects and bytes by type, then by time. */
  static ArrayNode of(Statistics statistics) {
    List<Statistics.Extension> types = statistics.extensions();
    List<Statistics.Period> periods = statistics.periods();
    ArrayNode plots = JsonMapper.shared().createArrayNode();
    plots.add(byType("Objects by type", types, Statistics.Extension::objects, ""));
    plots.add(byType("Bytes by type", types, Statistics.Extension::bytes, "s"));
    plots.add(
        byTime("Objects by the time of their change", periods, Statistics.Period::objects, ""));
    plots.add(byTime("Bytes by the time of their change", periods, Statistics.Period::bytes, "s"));
    return plots;
  }

  private static ObjectNode byType(
      String title,
      List<Statistics.Extension> types,
      ToLongFunction<Statistics.Extension> amount,
      String format) {
    ObjectNode plot = plot(title);
    for (Statistics.Extension type : types) {
      add(plot, type.name().isEmpty() ? "none" : type.name(), amount.applyAsLong(type));
    }
    ObjectNode encoding = plot.putObject("encoding");
    // As they come: the most frequent first.
    axis(encoding, "y", "what", "nominal").putNull("title").putNull("sort");
    amounts(encoding, "x", format);
    return plot;
  }

  private static ObjectNode byTime(
      String title,
      List<Statistics.Period> periods,
      ToLongFunction<Statistics.Period> amount,
      String format) {
    ObjectNode plot = plot(title);
    for (Statistics.Period period : periods) {
      add(plot, period.begin().toString(), amount.applyAsLong(period));
    }
    ObjectNode encoding = plot.putObject("encoding");
    axis(encoding, "x", "what", "temporal").putNull("title").putObject("scale").put("type", "utc");
    amounts(encoding, "y", format);
    return plot;
  }

  private static ObjectNode plot(String title) {
    ObjectNode plot = JsonMapper.shared().createObjectNode();
    plot.put("title", title).put("description", title);
    plot.put("width", "container").put("height", HEIGHT);
    plot.putObject("autosize").put("type", "fit-x").put("contains", "padding");
    plot.putObject("mark").put("type", "bar").put("tooltip", true);
    plot.putObject("data").putArray("values");
    return plot;
  }

  private static void add(ObjectNode plot, String what, long amount) {
    plot.withArray("/data/values").addObject().put("what", what).put("amount", amount);
  }

  private static void amounts(ObjectNode encoding, String channel, String format) {
    ObjectNode axis = axis(encoding, channel, "amount", "quantitative").putNull("title");
    axis.putObject("axis")
        .put("format", format.isEmpty() ? "~d" : "~" + format)
        .put("tickCount", 4);
  }

  private static ObjectNode axis(ObjectNode encoding, String channel, String field, String type) {
    return encoding.putObject(channel).put("field", field).put("type", type);
  }
}
