package io.t4.catalog.pages.preview;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes as hexadecimal digits, for what nothing else shows. */
final class HexView {
  private static final int WIDTH = 16;
  private static final int LINES = 64;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private HexView() {}

  static Preview of(byte[] bytes, boolean cut) {
    List<String> lines = new ArrayList<>();
    int shown = Math.min(bytes.length, WIDTH * LINES);
    for (int at = 0; at < shown; at += WIDTH) {
      int end = Math.min(at + WIDTH, shown);
      StringBuilder characters = new StringBuilder();
      for (int i = at; i < end; i++) {
        characters.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '·');
      }
      lines.add("%08x  %-47s  %s".formatted(at, HEX.formatHex(bytes, at, end), characters));
    }
    return new Preview.Hex(lines, cut || shown < bytes.length);
  }
}
