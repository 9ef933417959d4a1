package io.t4.catalog.pages.preview;

import io.t4.error.T4Exception;
import io.t4.formats.Formats;
import io.t4.formats.NumpyArray;
import io.t4.formats.NumpyType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** An array of NumPy: shape, type and statistics, and a picture if it has two dimensions. */
final class ArrayLook {
  /** Of larger ones only the head is shown, in bytes. */
  static final int LARGEST = 8 << 20;

  private static final Set<NumpyType.Kind> NUMBERS =
      Set.of(
          NumpyType.Kind.BOOLEAN,
          NumpyType.Kind.INTEGER,
          NumpyType.Kind.UNSIGNED,
          NumpyType.Kind.FLOAT);

  /** The head of a file is not longer than that, as NumPy has it. */
  private static final int LONGEST_HEAD = 10_000;

  private static final MathContext DIGITS = new MathContext(6);

  private static final int SIDE = 512;
  private static final int WHITE = 255;

  private static final Formats FORMATS = Formats.load();

  private ArrayLook() {}

  /** A look at a whole file. */
  static Preview of(byte[] file, String key) {
    try {
      Object array = FORMATS.read(key, Formats.source(file, key), null, NumpyArray.class, Map.of());
      return look((NumpyArray) array);
    } catch (T4Exception e) {
      return new Preview.Refusal(String.valueOf(e.getMessage()));
    }
  }

  /** A look at the beginning of a file that is too large. */
  static Preview ofHead(byte[] beginning) {
    int length = Math.min(beginning.length, LONGEST_HEAD);
    String head = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
    int begin = head.indexOf('{');
    int end = head.indexOf('}');
    if (!head.startsWith("\u0093NUMPY") || begin < 0 || end < begin) {
      return new Preview.Refusal("The content is no .npy file.");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Head", head.substring(begin, end + 1));
    facts.put("Statistics", "none of arrays of more than %,d bytes".formatted(LARGEST));
    return new Preview.Facts(facts, null);
  }

  private static Preview look(NumpyArray array) {
    Map<String, String> facts = new LinkedHashMap<>();
    int[] shape = array.shape();
    facts.put("Type", array.type().descr());
    facts.put(
        "Shape",
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × ")));
    facts.put("Elements", "%,d".formatted(array.size()));
    if (!NUMBERS.contains(array.type().kind()) || array.size() == 0) {
      return new Preview.Facts(facts, null);
    }
    double[] values = array.toDoubleArray();
    Range range = addStatistics(values, facts);
    return new Preview.Facts(
        facts, shape.length == 2 ? picture(values, shape[0], shape[1], range) : null);
  }

  private record Range(double least, double most) {}

  private static Range addStatistics(double[] values, Map<String, String> facts) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int numbers = 0;
    int infinite = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        sum += value;
        numbers++;
      } else if (!Double.isNaN(value)) {
        infinite++;
      }
    }
    if (numbers > 0) {
      facts.put("Minimum", number(least));
      facts.put("Maximum", number(most));
      facts.put("Mean", number(sum / numbers));
    }
    facts.put("NaN", "%,d".formatted(values.length - numbers - infinite));
    if (infinite > 0) {
      facts.put("Infinite", "%,d".formatted(infinite));
    }
    return new Range(least, most);
  }

  private static String number(double number) {
    // A sum of finite numbers may be too large for one.
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    return new BigDecimal(number, DIGITS).stripTrailingZeros().toString();
  }

  /** As a {@code data:} address: small arrays enlarged, large ones in a coarser grid. */
  private static @Nullable String picture(double[] values, int rows, int columns, Range range) {
    int longest = Math.max(rows, columns);
    int step = Math.max(1, (longest + SIDE - 1) / SIDE);
    int zoom = Math.max(1, SIDE / 2 / longest);
    int height = (rows + step - 1) / step * zoom;
    int width = (columns + step - 1) / step * zoom;
    // What is not finite stays transparent.
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    // By halves, since the whole may be too large for a number.
    double span = range.most() / 2 - range.least() / 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = values[y / zoom * step * columns + x / zoom * step];
        if (Double.isFinite(value)) {
          int grey =
              span > 0
                  ? (int) Math.round((value / 2 - range.least() / 2) / span * WHITE)
                  : WHITE / 2;
          image.setRGB(x, y, 0xff << 24 | grey << 16 | grey << 8 | grey);
        }
      }
    }
    try {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image, "png", png);
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
    } catch (IOException e) {
      throw new AssertionError("nothing is written to a device", e);
    }
  }
}
