package io.t4.cli;

import io.t4.formats.NumpyArray;
import io.t4.formats.NumpyArray.Complex;
import io.t4.formats.NumpyType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array as NumPy prints it: nested brackets, numbers aligned, and of a large array three
 * elements from both ends of each dimension.
 */
final class ArrayText {
  /** NumPy's threshold and edgeitems. */
  private static final int MOST_ELEMENTS = 1000;

  private static final int EDGE = 3;
  private static final int GAP = -1;

  private final NumpyArray array;
  private final int[] shape;

  ArrayText(NumpyArray array) {
    this.array = array;
    this.shape = array.shape();
  }

  @Override
  public String toString() {
    List<String> elements = new ArrayList<>();
    collect(elements);
    int width = elements.stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    append(text, width);
    return text.toString();
  }

  /** The shown elements below an index. */
  private void collect(List<String> elements, int... index) {
    if (index.length == shape.length) {
      elements.add(element(index));
      return;
    }
    shown(shape[index.length])
        .filter(i -> i != GAP)
        .forEach(i -> collect(elements, below(index, i)));
  }

  private void append(StringBuilder text, int width, int... index) {
    if (index.length == shape.length) {
      String element = element(index);
      text.append(" ".repeat(width - element.length())).append(element);
      return;
    }
    int depth = shape.length - index.length;
    // Rows on lines of their own, matrices with blank lines between them.
    String separator = depth == 1 ? " " : "\n".repeat(depth - 1) + " ".repeat(index.length + 1);
    text.append('[');
    int[] shown = shown(shape[index.length]).toArray();
    for (int i = 0; i < shown.length; i++) {
      text.append(i == 0 ? "" : separator);
      if (shown[i] == GAP) {
        text.append("...");
      } else {
        append(text, width, below(index, shown[i]));
      }
    }
    text.append(']');
  }

  private IntStream shown(int length) {
    if (array.size() <= MOST_ELEMENTS || length <= 2 * EDGE) {
      return IntStream.range(0, length);
    }
    return IntStream.concat(
        IntStream.concat(IntStream.range(0, EDGE), IntStream.of(GAP)),
        IntStream.range(length - EDGE, length));
  }

  private static int[] below(int[] index, int i) {
    int[] below = Arrays.copyOf(index, index.length + 1);
    below[index.length] = i;
    return below;
  }

  private String element(int... index) {
    Object element = array.get(index);
    if (element instanceof Double number) {
      return number(number);
    }
    if (element instanceof Complex complex) {
      String imaginary = number(complex.imaginary());
      return number(complex.real()) + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j";
    }
    if (element instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (element instanceof byte[] bytes) {
      return "b'" + new String(bytes, StandardCharsets.ISO_8859_1) + "'";
    }
    return element instanceof String text ? "'" + text + "'" : element.toString();
  }

  /** With the digits that the type has, and without a fraction that is zero: {@code 2.}. */
  private String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    boolean wide =
        array.type().itemSize()
            >= (array.type().kind() == NumpyType.Kind.COMPLEX ? 2 : 1) * Double.BYTES;
    String text = wide ? Double.toString(value) : Float.toString((float) value);
    if (text.endsWith(".0")) {
      return text.substring(0, text.length() - 1);
    }
    return text.replace("E-", "e-").replace("E", "e+");
  }
}
