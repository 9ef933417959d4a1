package io.t4.text.worker;

import java.io.IOException;
import java.io.Reader;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Names and values of JSON and JSON lines, one a line. What is no JSON, or too deep for one, is
 * read as {@linkplain PlainText it is}, so that its words are found all the same.
 */
public final class JsonText implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "json";

  /** Deeper content is not written by people or programs. */
  private static final int MAX_DEPTH = 1000;

  private static final int MAX_STRING = 4 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Keeps no names: those of strangers would fill the memory.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          // Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_STRING)
                  .maxNumberLength(MAX_STRING)
                  .build())
          .build();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws IOException, ContentException {
    try (JsonParser json = parser(DecodedReader.of(content.open()))) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME || token.isScalarValue()) {
          text.append(json.getString());
          text.append("\n");
        }
      }
    } catch (StreamConstraintsException e) {
      text.clear();
      new PlainText().read(content, text);
    } catch (JacksonException e) {
      text.clear();
      new PlainText().read(content, text);
      throw ContentException.malformed("no JSON: " + problem(e));
    }
  }

  /** A parser of one or many values; closes the reader. */
  static JsonParser parser(Reader reader) {
    return JSON.createParser(ObjectReadContext.empty(), reader);
  }

  static String problem(JacksonException e) {
    return e.getOriginalMessage()
        + (e.getLocation() == null
            ? ""
            : " in line %d, column %d"
                .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
  }
}
