package io.t4.catalog.pages.tables.worker;

import io.t4.tabular.TableFormat;
import java.util.Locale;

/**
 * A file that holds a table.
 *
 * @param name of the object, which tells the format
 * @param path where its content is
 */
public record Source(String name, String path) {
  private static final String EXCEL = ".xlsx";

  /** Whether an object of that name is read as a table. */
  public static boolean isTable(String name) {
    return isExcel(name) || TableFormat.of(name).isPresent();
  }

  private static boolean isExcel(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(EXCEL);
  }

  boolean isExcel() {
    return isExcel(name);
  }
}
