package io.t4.tabular;

import io.t4.error.InvalidInputException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of the {@code csv} format under the names that the Python clients store in metadata.
 * An option that is absent or null has its default.
 */
record CsvOptions(
    boolean doubleQuote,
    Encoding encoding,
    @Nullable Character escape,
    char separator,
    List<String> headerNames,
    List<Object> indexNames,
    boolean indexNamesAreKeys,
    @Nullable String lineSeparator,
    List<String> naValues,
    char quote,
    @Nullable Quoting givenQuoting,
    boolean skipSpaces,
    boolean useHeader,
    boolean useIndex) {

  /** Which values are quoted on write; on read only {@link #NONE} matters, as in pandas. */
  enum Quoting {
    MINIMAL,
    ALL,
    NONNUMERIC,
    NONE
  }

  /** A charset, and whether a byte order mark goes before the text. */
  record Encoding(String name, Charset charset, boolean writesMark) {}

  private static final Set<String> NAMES =
      Set.of(
          "doublequote",
          "encoding",
          "escapechar",
          "fieldsep",
          "header_names",
          "index_names",
          "index_names_are_keys",
          "linesep",
          "na_values",
          "quotechar",
          "quoting",
          "skip_spaces",
          "use_header",
          "use_index");

  private static final List<String> DEFAULT_NA_VALUES =
      List.of(
          "",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "-1.#IND",
          "-1.#QNAN",
          "-NaN",
          "-nan",
          "1.#IND",
          "1.#QNAN",
          "N/A",
          "NA",
          "NULL",
          "NaN",
          "n/a",
          "nan",
          "null");

  private static final Map<String, Character> SEPARATORS = Map.of("tsv", '\t', "ssv", ';');

  /** In the order of the numbers of Python's csv module. */
  private static final List<Quoting> PYTHON_QUOTING =
      List.of(Quoting.MINIMAL, Quoting.ALL, Quoting.NONNUMERIC, Quoting.NONE);

  CsvOptions {
    headerNames = List.copyOf(headerNames);
    indexNames = List.copyOf(indexNames);
    naValues = List.copyOf(naValues);
    if (indexNamesAreKeys && indexNames.isEmpty()) {
      throw new InvalidInputException(
          "csv option index_names_are_keys is set: give index_names too");
    }
    if (separator == quote) {
      throw new InvalidInputException("csv options fieldsep and quotechar are both " + quote);
    }
    if (escape != null && escape == separator) {
      throw new InvalidInputException("csv options fieldsep and escapechar are both " + separator);
    }
    if (String.valueOf(separator).equals(lineSeparator)) {
      throw new InvalidInputException("csv options fieldsep and linesep are both " + separator);
    }
  }

  /**
   * @param extension of the key, in lower case; decides the default of {@code fieldsep}
   * @throws InvalidInputException naming the option that is unknown or has a wrong value
   */
  static CsvOptions of(Map<String, ?> options, String extension) {
    for (String name : options.keySet()) {
      if (!NAMES.contains(name)) {
        throw new InvalidInputException(
            "unknown csv option " + name + "; known are " + String.join(", ", sorted(NAMES)));
      }
    }
    Values values = new Values(options);
    return new CsvOptions(
        values.flag("doublequote", true),
        values.encoding("encoding"),
        values.character("escapechar", null),
        values.require("fieldsep", SEPARATORS.getOrDefault(extension, ',')),
        values.strings("header_names", List.of()),
        values.list("index_names"),
        values.flag("index_names_are_keys", false),
        values.lineSeparator("linesep"),
        values.strings("na_values", DEFAULT_NA_VALUES),
        values.require("quotechar", '"'),
        values.quoting("quoting"),
        values.flag("skip_spaces", false),
        values.flag("use_header", true),
        values.flag("use_index", false));
  }

  Quoting quoting() {
    return givenQuoting == null ? Quoting.MINIMAL : givenQuoting;
  }

  CsvOptions withQuoting(Quoting quoting) {
    return new CsvOptions(
        doubleQuote,
        encoding,
        escape,
        separator,
        headerNames,
        indexNames,
        indexNamesAreKeys,
        lineSeparator,
        naValues,
        quote,
        quoting,
        skipSpaces,
        useHeader,
        useIndex);
  }

  /** How many leading columns are the index, as pandas would have it. */
  int indexWidth() {
    return useIndex ? Math.max(1, indexNames.size()) : 0;
  }

  /** What a writer stores, so that pandas and {@link CsvFormat} read the same table again. */
  Map<String, Object> recorded(Map<String, Object> given) {
    Map<String, Object> recorded = new LinkedHashMap<>();
    recorded.put("encoding", encoding.name());
    recorded.put("index_names_are_keys", indexNamesAreKeys);
    recorded.put("na_values", naValues);
    recorded.put("use_header", useHeader);
    recorded.put("use_index", useIndex);
    recorded.put("linesep", writtenLineSeparator());
    recorded.put("fieldsep", String.valueOf(separator));
    given.forEach(
        (name, value) -> {
          if (value != null) {
            recorded.put(name, value);
          }
        });
    return recorded;
  }

  /** The same on every system, so that equal tables give equal bytes. */
  String writtenLineSeparator() {
    return lineSeparator == null ? "\n" : lineSeparator;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }

  /** Typed access to options. */
  private record Values(Map<String, ?> options) {

    boolean flag(String name, boolean defaultValue) {
      Object value = options.get(name);
      if (value == null) {
        return defaultValue;
      }
      if (value instanceof Boolean flag) {
        return flag;
      }
      throw wrong(name, value, "true or false");
    }

    @Nullable String string(String name) {
      Object value = options.get(name);
      if (value == null || value instanceof String) {
        return (String) value;
      }
      throw wrong(name, value, "a string");
    }

    char require(String name, char defaultValue) {
      Character given = character(name, defaultValue);
      return given == null ? defaultValue : given;
    }

    @Nullable Character character(String name, @Nullable Character defaultValue) {
      Object value = options.get(name);
      if (value == null) {
        return defaultValue;
      }
      if (value instanceof Character character) {
        return character;
      }
      if (value instanceof String text
          && text.length() == 1
          && !Character.isSurrogate(text.charAt(0))
          && text.charAt(0) != '\n'
          && text.charAt(0) != '\r') {
        return text.charAt(0);
      }
      throw wrong(name, value, "one character");
    }

    List<Object> list(String name) {
      Object value = options.get(name);
      if (value == null) {
        return List.of();
      }
      if (!(value instanceof List<?> list)) {
        throw wrong(name, value, "a list");
      }
      List<Object> items = new ArrayList<>();
      for (Object item : list) {
        if (!(item instanceof String) && !(item instanceof Integer) && !(item instanceof Long)) {
          throw wrong(name, value, "a list of column names or positions");
        }
        items.add(item);
      }
      return items;
    }

    List<String> strings(String name, List<String> defaultValue) {
      Object value = options.get(name);
      if (value == null) {
        return defaultValue;
      }
      if (!(value instanceof List<?> list)
          || !list.stream().allMatch(item -> item instanceof String)) {
        throw wrong(name, value, "a list of strings");
      }
      return list.stream().map(String.class::cast).toList();
    }

    @Nullable String lineSeparator(String name) {
      String value = string(name);
      if (value != null && !value.equals("\r\n") && value.length() != 1) {
        throw wrong(name, value, "one character, or CR LF");
      }
      return value;
    }

    @Nullable Quoting quoting(String name) {
      Object value = options.get(name);
      if (value == null) {
        return null;
      }
      // Python's csv module numbers them, and the Python clients let the numbers pass.
      if ((value instanceof Integer || value instanceof Long)
          && ((Number) value).longValue() >= 0
          && ((Number) value).longValue() < PYTHON_QUOTING.size()) {
        return PYTHON_QUOTING.get(((Number) value).intValue());
      }
      if (value instanceof String text) {
        for (Quoting quoting : Quoting.values()) {
          if (quoting.name().equalsIgnoreCase(text.strip())) {
            return quoting;
          }
        }
      }
      throw wrong(name, value, "all, minimal, none or nonnumeric");
    }

    Encoding encoding(String name) {
      String given = string(name);
      if (given == null) {
        return new Encoding("utf-8", StandardCharsets.UTF_8, false);
      }
      String normal = given.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
      try {
        // Python's names that Java doesn't know.
        return switch (normal) {
          case "utf-8-sig" -> new Encoding(given, StandardCharsets.UTF_8, true);
          case "latin-1", "iso8859-1" -> new Encoding(given, StandardCharsets.ISO_8859_1, false);
          default -> new Encoding(given, Charset.forName(normal), false);
        };
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new InvalidInputException(
            "csv option encoding: no encoding is named " + given + "; utf-8 and latin-1 are", e);
      }
    }

    private static InvalidInputException wrong(String name, Object value, String wanted) {
      return new InvalidInputException(
          "csv option " + name + " must be " + wanted + ", not " + value);
    }
  }
}
