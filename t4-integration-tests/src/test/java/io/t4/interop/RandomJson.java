package io.t4.interop;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Metadata with everything that JSON can say, and the extremes of it. */
final class RandomJson {
  private static final List<String> CHARACTERS =
      List.of(
          "a",
          "Z",
          "0",
          " ",
          "/",
          "\\",
          "\"",
          "'",
          "<",
          "&",
          "\u0000",
          "\b",
          "\f",
          "\n",
          "\r",
          "\t",
          "\u001f",
          "\u007f",
          "\u0085",
          "\u00e4",
          "a\u0308",
          "\u2028",
          "\ufeff",
          "\uffff",
          "\ud800\udc00",
          "\ud83d\ude00");

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.0,
    0.1,
    -2.5,
    1e15,
    1e16,
    1e17,
    1.2345678901234568e17,
    1e22,
    // A literal of it is no double exactly, which Error Prone refuses.
    Double.parseDouble("1e23"),
    2e-3,
    1e-4,
    1e-5,
    9.999e-5,
    Double.MIN_VALUE,
    2.2250738585072014e-308,
    Double.MAX_VALUE
  };

  private static final BigInteger[] INTEGERS = {
    BigInteger.ZERO,
    BigInteger.valueOf(-1),
    BigInteger.valueOf((1L << 53) + 1),
    BigInteger.valueOf(Long.MAX_VALUE),
    BigInteger.valueOf(Long.MIN_VALUE),
    BigInteger.TWO.pow(63),
    BigInteger.TWO.pow(63).add(BigInteger.ONE).negate(),
    BigInteger.TWO.pow(64),
    BigInteger.TEN.pow(40)
  };

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  /** An object with up to five members, or with all extremes. */
  Map<String, @Nullable Object> object() {
    return random.nextInt(10) == 0 ? extremes() : object(3);
  }

  private static Map<String, @Nullable Object> extremes() {
    Map<String, @Nullable Object> extremes = new LinkedHashMap<>();
    List<Object> numbers = new ArrayList<>();
    for (double number : DOUBLES) {
      numbers.add(number);
      numbers.add(-number);
    }
    for (BigInteger number : INTEGERS) {
      numbers.add(asRead(number));
    }
    extremes.put("numbers", numbers);
    extremes.put("text", String.join("", CHARACTERS));
    // Some of these are in another order by UTF-16 than by code point.
    CHARACTERS.forEach(character -> extremes.put(character, null));
    extremes.put("", List.of(List.of(), Map.of(), "", true, false));
    return extremes;
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.put(text(), value(depth - 1));
    }
    return object;
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> asRead(integer());
      case 3 -> number();
      case 4, 5 -> text();
      case 6 -> object(depth);
      case 7 -> list(depth);
      default -> random.nextBoolean() ? Map.of() : List.of();
    };
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(value(depth - 1));
    }
    return list;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
    }
    return text.toString();
  }

  private BigInteger integer() {
    return random.nextBoolean()
        ? INTEGERS[random.nextInt(INTEGERS.length)]
        : new BigInteger(random.nextInt(300), random).negate();
  }

  private double number() {
    if (random.nextBoolean()) {
      return DOUBLES[random.nextInt(DOUBLES.length)];
    }
    double any = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(any) ? any : random.nextDouble();
  }

  /** Whole numbers as T4 has them: Long where they fit. */
  private static Object asRead(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }
}
