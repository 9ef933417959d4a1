package io.t4.catalog.pages.preview;

import java.util.Map;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as lists in lists that open and close, in HTML that needs no script. What is too much is
 * left out, and a note stands in its place.
 */
public final class JsonTree {
  private static final int MOST_NODES = 5_000;
  private static final int MOST_CHILDREN = 500;
  private static final int MOST_LEVELS = 40;
  private static final int LONGEST_VALUE = 2_000;

  /** Lists of more are closed at first, and so are those further down. */
  private static final int OPEN_CHILDREN = 50;

  private static final int OPEN_LEVELS = 3;

  private final StringBuilder html = new StringBuilder();
  private int left = MOST_NODES;
  private boolean cut;

  private JsonTree() {}

  static Preview of(JsonNode value) {
    JsonTree tree = new JsonTree();
    tree.root(value);
    return new Preview.Tree(tree.html.toString(), tree.cut);
  }

  /**
   * A value that consists of maps, lists, texts, numbers, booleans and null.
   *
   * @return HTML that may stand in the page
   */
  public static String html(Object value) {
    JsonTree tree = new JsonTree();
    tree.root(JsonMapper.shared().valueToTree(value));
    return tree.html.toString();
  }

  private void root(JsonNode value) {
    html.append("<ul class=\"tree\">");
    node("", value, 0);
    html.append("</ul>");
  }

  /**
   * @param name HTML
   */
  private void node(String name, JsonNode value, int level) {
    left--;
    html.append("<li>");
    if (value.isContainer() && !value.isEmpty()) {
      container(name, value, level);
    } else {
      html.append(name);
      leaf(value);
    }
    html.append("</li>");
  }

  private void container(String name, JsonNode value, int level) {
    boolean open = level == 0 || (level < OPEN_LEVELS && value.size() <= OPEN_CHILDREN);
    html.append(open ? "<details open><summary>" : "<details><summary>").append(name);
    html.append("<span class=\"note\">").append(summary(value)).append("</span></summary><ul>");
    if (level == MOST_LEVELS) {
      note("what is deeper is not shown");
    } else {
      children(value, level + 1);
    }
    html.append("</ul></details>");
  }

  private static String summary(JsonNode value) {
    String unit = value.isArray() ? "value" : "name";
    String count = value.size() + " " + unit + (value.size() == 1 ? "" : "s");
    return value.isArray() ? "[" + count + "]" : "{" + count + "}";
  }

  private void children(JsonNode value, int level) {
    int shown = 0;
    if (value.isArray()) {
      for (JsonNode child : value.values()) {
        if (isFull(shown, value)) {
          return;
        }
        node(name(Integer.toString(shown), "index"), child, level);
        shown++;
      }
    } else {
      for (Map.Entry<String, JsonNode> child : value.properties()) {
        if (isFull(shown, value)) {
          return;
        }
        node(name(shortened(child.getKey()), "name"), child.getValue(), level);
        shown++;
      }
    }
  }

  private boolean isFull(int shown, JsonNode value) {
    boolean full = left <= 0 || shown == MOST_CHILDREN;
    if (full) {
      note("%,d more".formatted(value.size() - shown));
    }
    return full;
  }

  private void note(String text) {
    cut = true;
    html.append("<li class=\"note\">… ").append(text).append("</li>");
  }

  private static String name(String name, String style) {
    return "<span class=\"%s\">%s</span> ".formatted(style, escaped(name));
  }

  private void leaf(JsonNode value) {
    String style = value.isString() ? "string" : "literal";
    String text = value.isString() ? value.asString() : value.toString();
    html.append("<span class=\"").append(style).append("\">");
    html.append(escaped(shortened(text))).append("</span>");
  }

  private String shortened(String text) {
    if (text.length() <= LONGEST_VALUE) {
      return text;
    }
    cut = true;
    return text.substring(0, LONGEST_VALUE) + "…";
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
