package io.t4.text.worker;

import java.io.IOException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** The sources of a Jupyter notebook's cells: code and Markdown, no outputs, no attachments. */
public final class NotebookText implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "notebook";

  /** What a cell's source is called; {@code input} up to version 3 of the format. */
  private static final Set<String> SOURCES = Set.of("source", "input");

  private static final Set<String> LEFT_OUT = Set.of("outputs", "attachments", "metadata");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws IOException, ContentException {
    try (JsonParser json = JsonText.parser(DecodedReader.of(content.open()))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token != JsonToken.PROPERTY_NAME) {
          continue;
        }
        String name = json.currentName();
        if (LEFT_OUT.contains(name)) {
          json.nextToken();
          json.skipChildren();
        } else if (SOURCES.contains(name)) {
          appendSource(json, text);
        }
      }
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (JacksonException e) {
      throw ContentException.malformed("no notebook: " + JsonText.problem(e));
    }
  }

  /** A string, or an array of the lines with their ends. */
  private static void appendSource(JsonParser json, TextBuffer text) {
    int depth = 0;
    do {
      JsonToken token = json.nextToken();
      if (token == null) {
        return;
      }
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING) {
        text.append(json.getString());
      }
    } while (depth > 0);
    text.append("\n");
  }
}
