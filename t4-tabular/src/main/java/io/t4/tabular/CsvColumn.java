package io.t4.tabular;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberInput;

/**
 * One column of a CSV table, whose type follows from its values as in pandas: whole numbers, else
 * numbers, else booleans, else text.
 *
 * <p>Types only ever widen. Whole numbers become numbers in place; when typed values turn out to be
 * text, their spelling is gone and {@link #lostText()} asks for a second reading.
 */
final class CsvColumn {
  /** Longer ones are text: making a number of them takes time quadratic in their length. */
  private static final int MAX_INTEGER_DIGITS = 1000;

  /** Of one column; a power of two. */
  private static final int CACHE_SIZE = 1 << 10;

  /** Of all columns together, so that a table's width doesn't decide what it takes. */
  private static final int ALL_CACHES = 1 << 20;

  private enum Kind {
    NOTHING,
    LONG,
    BIG,
    DOUBLE,
    BOOLEAN,
    TEXT
  }

  private final List<String>[] nullsByLength;
  private final int cacheSize;
  private @Nullable String @Nullable [] cache;
  private Kind kind;
  private ColumnBuilder values = ColumnBuilder.objects();
  private boolean lostText;

  private CsvColumn(List<String>[] nullsByLength, int cacheSize, Kind kind) {
    this.nullsByLength = nullsByLength;
    this.cacheSize = cacheSize;
    this.kind = kind;
  }

  /** Makes the columns of one table, which may be very many. */
  static final class Maker {
    private final List<String>[] nullsByLength;
    private final int cacheSize;

    Maker(List<String> naValues, int width) {
      this.nullsByLength = byLength(naValues);
      this.cacheSize = Integer.highestOneBit(Math.min(CACHE_SIZE, ALL_CACHES / Math.max(1, width)));
    }

    /** A column whose type is found from its values. */
    CsvColumn inferred() {
      return new CsvColumn(nullsByLength, cacheSize, Kind.NOTHING);
    }

    /** A column of text. */
    CsvColumn text() {
      return new CsvColumn(nullsByLength, cacheSize, Kind.TEXT);
    }
  }

  /** Whether the column is text, and values were kept in another type before that was known. */
  boolean lostText() {
    return lostText;
  }

  Series<?> build() {
    return values.build();
  }

  void add(char[] text, int start, int end) {
    if (lostText) {
      return;
    }
    if (isNull(text, start, end)) {
      values.addNull();
      return;
    }
    if (kind == Kind.TEXT) {
      values.add(cached(text, start, end));
      return;
    }
    int from = start;
    int to = end;
    while (from < to && isSpace(text[from])) {
      from++;
    }
    while (from < to && isSpace(text[to - 1])) {
      to--;
    }
    Kind found = classify(text, from, to);
    Kind wider = widened(found);
    if (wider != kind) {
      become(wider);
    }
    switch (kind) {
      case LONG -> values.addLong(parseLong(text, from, to));
      case BIG -> values.add(new BigInteger(unsigned(text, from, to)));
      case DOUBLE -> values.addDouble(parseDouble(text, from, to));
      case BOOLEAN -> values.addBoolean(to - from == "true".length());
      case TEXT -> {
        if (!lostText) {
          values.add(cached(text, start, end));
        }
      }
      case NOTHING -> throw new IllegalStateException("a value has a type");
    }
  }

  private Kind widened(Kind found) {
    if (kind == Kind.NOTHING || kind == found) {
      return found;
    }
    if (isNumber(kind) && isNumber(found)) {
      return kind.compareTo(found) > 0 ? kind : found;
    }
    return Kind.TEXT;
  }

  private static boolean isNumber(Kind kind) {
    return kind == Kind.LONG || kind == Kind.BIG || kind == Kind.DOUBLE;
  }

  private void become(Kind wider) {
    ColumnBuilder before = values;
    boolean nothingBefore = kind == Kind.NOTHING;
    values =
        switch (wider) {
          case LONG -> ColumnBuilder.longs();
          case DOUBLE -> ColumnBuilder.doubles();
          case BOOLEAN -> ColumnBuilder.booleans();
          case BIG, TEXT, NOTHING -> ColumnBuilder.objects();
        };
    kind = wider;
    if (wider == Kind.TEXT && !nothingBefore) {
      lostText = true;
      return;
    }
    for (Object value : before.build()) {
      if (value == null) {
        values.addNull();
      } else if (wider == Kind.DOUBLE) {
        values.addDouble(((Number) value).doubleValue());
      } else {
        values.add(BigInteger.valueOf((Long) value));
      }
    }
  }

  private static Kind classify(char[] text, int from, int to) {
    int at = from;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    int digits = 0;
    while (at < to && isDigit(text[at])) {
      at++;
      digits++;
    }
    if (at == to && digits > 0) {
      return wholeNumber(text, from, to, digits);
    }
    if (isInfinity(text, from, to)) {
      return Kind.DOUBLE;
    }
    if (at < to && text[at] == '.') {
      at++;
      while (at < to && isDigit(text[at])) {
        at++;
        digits++;
      }
    }
    if (digits == 0) {
      return isBoolean(text, from, to) ? Kind.BOOLEAN : Kind.TEXT;
    }
    if (at < to && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      if (at < to && (text[at] == '-' || text[at] == '+')) {
        at++;
      }
      int exponent = at;
      while (at < to && isDigit(text[at])) {
        at++;
      }
      if (at == exponent) {
        return Kind.TEXT;
      }
    }
    return at == to ? Kind.DOUBLE : Kind.TEXT;
  }

  private static Kind wholeNumber(char[] text, int from, int to, int digits) {
    if (digits <= 18) {
      return Kind.LONG;
    }
    if (digits > MAX_INTEGER_DIGITS) {
      return Kind.TEXT;
    }
    return new BigInteger(unsigned(text, from, to)).bitLength() < Long.SIZE ? Kind.LONG : Kind.BIG;
  }

  /** Of digits that are known to fit. */
  private static long parseLong(char[] text, int from, int to) {
    boolean signed = text[from] == '-' || text[from] == '+';
    long value = 0;
    for (int i = signed ? from + 1 : from; i < to; i++) {
      value = 10 * value + (text[i] - '0');
    }
    return text[from] == '-' ? -value : value;
  }

  private static double parseDouble(char[] text, int from, int to) {
    return isInfinity(text, from, to)
        ? text[from] == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY
        : NumberInput.parseDouble(text, from, to - from, true);
  }

  private static boolean isInfinity(char[] text, int from, int to) {
    int start = from < to && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
    int length = to - start;
    return (length == 3 || length == 8)
        && (text[start] == 'i' || text[start] == 'I')
        && isOneOf(text, start, to, "inf", "infinity");
  }

  private static boolean isBoolean(char[] text, int from, int to) {
    int length = to - from;
    return (length == 4 || length == 5) && isOneOf(text, from, to, "true", "false");
  }

  private static boolean isOneOf(char[] text, int from, int to, String first, String second) {
    String lower = new String(text, from, to - from).toLowerCase(Locale.ROOT);
    return lower.equals(first) || lower.equals(second);
  }

  /** Without a plus sign, which {@link BigInteger} takes but only in front of digits. */
  private static String unsigned(char[] text, int from, int to) {
    int start = text[from] == '+' ? from + 1 : from;
    return new String(text, start, to - start);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private boolean isNull(char[] text, int start, int end) {
    int length = end - start;
    if (length >= nullsByLength.length) {
      return false;
    }
    for (String candidate : nullsByLength[length]) {
      if (equal(candidate, text, start)) {
        return true;
      }
    }
    return false;
  }

  /** Columns of text often repeat few values: one string serves them all. */
  private String cached(char[] text, int start, int end) {
    if (cacheSize == 0) {
      return new String(text, start, end - start);
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text[i];
    }
    @Nullable String[] known = cache;
    if (known == null) {
      known = new @Nullable String[cacheSize];
      cache = known;
    }
    int slot = (hash ^ (hash >>> 16)) & (cacheSize - 1);
    String candidate = known[slot];
    if (candidate != null && candidate.length() == end - start && equal(candidate, text, start)) {
      return candidate;
    }
    String made = new String(text, start, end - start);
    known[slot] = made;
    return made;
  }

  private static boolean equal(String string, char[] text, int start) {
    for (int i = 0; i < string.length(); i++) {
      if (string.charAt(i) != text[start + i]) {
        return false;
      }
    }
    return true;
  }

  // Java has no arrays of generic types.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static List<String>[] byLength(List<String> naValues) {
    int longest = naValues.stream().mapToInt(String::length).max().orElse(-1);
    List<String>[] lists = new List[longest + 1];
    for (int i = 0; i <= longest; i++) {
      lists[i] = new ArrayList<>();
    }
    for (String value : naValues) {
      lists[value.length()].add(value);
    }
    return lists;
  }
}
