package io.t4.catalog.pages.preview;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The first rows of a text whose values a character separates, quoted as RFC 4180 says. */
final class DelimitedTable {
  private static final int ROWS = 100;
  private static final int COLUMNS = 200;

  private DelimitedTable() {}

  static Preview of(String text, char delimiter, boolean cut) {
    // The end may lie within a row.
    String whole = cut ? text.substring(0, text.lastIndexOf('\n') + 1) : text;
    List<List<String>> rows = new ArrayList<>();
    boolean more = cut;
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(whole)) {
      Iterator<CsvRecord> records = reader.iterator();
      while (rows.size() <= ROWS && records.hasNext()) {
        List<String> fields = records.next().getFields();
        rows.add(List.copyOf(fields.subList(0, Math.min(fields.size(), COLUMNS))));
      }
      more |= records.hasNext();
    } catch (CsvParseException e) {
      return new Preview.Text(text, cut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows.isEmpty()
        ? new Preview.Text(text, cut)
        : new Preview.Table(rows.get(0), rows.subList(1, rows.size()), more);
  }
}
