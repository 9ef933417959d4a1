package io.t4.json;

import java.util.Comparator;

/**
 * Orders strings by Unicode code point, as Python does and as their UTF-8 bytes do. {@code
 * String.compareTo} differs above U+FFFF, where it compares halves of surrogate pairs.
 */
public enum CodePointOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Integer.compare(codePointAround(a, i), codePointAround(b, i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** The code point that the char at i is part of; the chars before i are known to be equal. */
  private static int codePointAround(String s, int i) {
    boolean secondHalf =
        i > 0
            && Character.isLowSurrogate(s.charAt(i))
            && Character.isHighSurrogate(s.charAt(i - 1));
    return s.codePointAt(secondHalf ? i - 1 : i);
  }
}
