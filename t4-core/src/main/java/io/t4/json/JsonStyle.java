package io.t4.json;

/** How JSON is spelled. Each style is a fixed choice, because bytes decide hashes. */
public enum JsonStyle {
  /**
   * Python's {@code json.dumps(value)}: separators {@code ", "} and {@code ": "}, everything
   * outside U+0020 to U+007E as lower case {@code \\uXXXX}. Object metadata and JSON objects.
   */
  PYTHON_ASCII(", ", ": ", Characters.ASCII, Keys.AS_GIVEN, NonFinite.REFUSED, ""),

  /**
   * Python's {@code json.dumps(value, ensure_ascii=False)}: the same separators, only control
   * characters escaped. Manifests. A lone surrogate has no UTF-8 form and is refused.
   */
  PYTHON_UNICODE(", ", ": ", Characters.UNICODE, Keys.AS_GIVEN, NonFinite.REFUSED, ""),

  /**
   * Python's {@code json.dumps(value, sort_keys=True, separators=(",", ":"))}: what a top hash is
   * taken of. Keys are sorted by code point at every level. What isn't finite is spelled as Python
   * does, since manifests with {@code NaN} have top hashes, too.
   */
  CANONICAL(",", ":", Characters.ASCII, Keys.SORTED, NonFinite.SPELLED, ""),

  /**
   * For keeping a value that was read: loses nothing of what {@link JsonReading#PYTHON} reads, and
   * is short.
   */
  KEPT(",", ":", Characters.ASCII, Keys.AS_GIVEN, NonFinite.SPELLED, ""),

  /** For people: indented by two, one element a line, only control characters escaped. */
  PRETTY(",", ": ", Characters.READABLE, Keys.AS_GIVEN, NonFinite.REFUSED, "  ");

  /** Which characters of a string are written as they are. */
  enum Characters {
    ASCII,
    UNICODE,
    /** As UNICODE, but lone surrogates are escaped instead of refused: nothing reads it back. */
    READABLE
  }

  /** The order of an object's members. */
  enum Keys {
    AS_GIVEN,
    SORTED
  }

  /** What becomes of NaN and infinities. */
  enum NonFinite {
    REFUSED,
    /** {@code NaN}, {@code Infinity}, {@code -Infinity}, which are no JSON. */
    SPELLED
  }

  final String itemSeparator;
  final String keySeparator;
  final Characters characters;
  final Keys keys;
  final NonFinite nonFinite;

  /** What a level is indented by; empty to stay on one line. */
  final String indent;

  JsonStyle(
      String itemSeparator,
      String keySeparator,
      Characters characters,
      Keys keys,
      NonFinite nonFinite,
      String indent) {
    this.itemSeparator = itemSeparator;
    this.keySeparator = keySeparator;
    this.characters = characters;
    this.keys = keys;
    this.nonFinite = nonFinite;
    this.indent = indent;
  }
}
