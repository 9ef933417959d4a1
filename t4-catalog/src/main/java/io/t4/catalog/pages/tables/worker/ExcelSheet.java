package io.t4.catalog.pages.tables.worker;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;

/** The first sheet of an Excel workbook, written as CSV row by row. */
final class ExcelSheet {
  /** As many as Excel itself has. */
  private static final int MOST_COLUMNS = 16_384;

  /** In characters: a small archive may unpack to any size. */
  private static final long MOST_TEXT = 1L << 30;

  private static final int LONGEST_NUMBER = 400;

  /** Without texts in quotes and brackets, a format of dates has one of these. */
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.");

  private static final Pattern DATE = Pattern.compile("[yYdDhH]|m{1,5}|s{1,2}");

  private ExcelSheet() {}

  /**
   * Writes it.
   *
   * @throws FormatException if it is no workbook
   * @throws TooLargeException if it is too large
   */
  static void writeFirst(Path workbook, Path csv) {
    try {
      int width = width(workbook);
      try (ReadableWorkbook book = open(workbook);
          Stream<Row> rows = book.getFirstSheet().openStream();
          CsvWriter out = CsvWriter.builder().build(csv)) {
        write(rows.iterator(), width, out);
      }
    } catch (IOException | ExcelReaderException | IllegalArgumentException e) {
      // Its message may tell where the file is.
      throw new FormatException("it is no Excel workbook (.xlsx), or damaged", e);
    }
  }

  private static ReadableWorkbook open(Path workbook) throws IOException {
    return new ReadableWorkbook(workbook.toFile(), new ReadingOptions(true, false));
  }

  /** How many cells the longest row has: all rows of a table have as many. */
  private static int width(Path workbook) throws IOException {
    try (ReadableWorkbook book = open(workbook);
        Stream<Row> rows = book.getFirstSheet().openStream()) {
      int width = rows.mapToInt(Row::getCellCount).max().orElse(0);
      if (width > MOST_COLUMNS) {
        throw new TooLargeException(
            "a row has %d cells, more than %d".formatted(width, MOST_COLUMNS));
      }
      return width;
    }
  }

  private static void write(Iterator<Row> rows, int width, CsvWriter out) {
    long length = 0;
    while (rows.hasNext()) {
      List<String> values = new ArrayList<>();
      for (Cell cell : rows.next()) {
        // Cells may be left out.
        values.add(cell == null ? "" : text(cell));
      }
      while (values.size() < width) {
        values.add("");
      }
      length += values.stream().mapToLong(String::length).sum() + width;
      if (length > MOST_TEXT) {
        throw new TooLargeException("the sheet has more than " + MOST_TEXT + " characters");
      }
      out.writeRecord(values);
    }
  }

  private static String text(Cell cell) {
    if (cell.getType() == CellType.NUMBER && isDate(cell.getDataFormatString())) {
      return date(cell.asDate());
    }
    if (cell.getType() == CellType.NUMBER) {
      BigDecimal number = cell.asNumber();
      // Written out, 1E9999999 would be ten million characters.
      return Math.abs((long) number.scale()) > LONGEST_NUMBER
          ? number.toString()
          : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
    String text = cell.getType() == CellType.ERROR ? cell.getRawValue() : cell.getText();
    return text == null ? "" : text;
  }

  private static boolean isDate(String format) {
    return format != null && DATE.matcher(QUOTED.matcher(format).replaceAll("")).find();
  }

  private static String date(LocalDateTime date) {
    return date.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? date.toLocalDate().toString()
        : date.toLocalDate() + " " + date.toLocalTime();
  }
}
