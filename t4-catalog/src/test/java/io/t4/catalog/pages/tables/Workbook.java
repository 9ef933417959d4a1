package io.t4.catalog.pages.tables;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An Excel workbook of one sheet, written by hand. */
final class Workbook {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

  private Workbook() {}

  /**
   * Writes it.
   *
   * @param prolog what is before the sheet's XML
   * @param rows as XML; the style 1 is one of dates
   */
  static void write(Path file, String prolog, String rows) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(
          zip,
          "[Content_Types].xml",
          "<Types xmlns='%1$scontent-types'><Default Extension='xml' ContentType='application/xml'/><Override PartName='/xl/workbook.xml' ContentType='%2$s.sheet.main+xml'/><Override PartName='/xl/worksheets/sheet1.xml' ContentType='%2$s.worksheet+xml'/><Override PartName='/xl/styles.xml' ContentType='%2$s.styles+xml'/></Types>"
              .formatted(PACKAGE, "application/vnd.openxmlformats-officedocument.spreadsheetml"));
      entry(
          zip,
          "_rels/.rels",
          "<Relationships xmlns='%srelationships'><Relationship Id='r1' Type='%s/officeDocument' Target='xl/workbook.xml'/></Relationships>"
              .formatted(PACKAGE, OFFICE));
      entry(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns='%s' xmlns:r='%s'><sheets><sheet name='Storms' sheetId='1' r:id='r1'/></sheets></workbook>"
              .formatted(MAIN, OFFICE));
      entry(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns='%srelationships'><Relationship Id='r1' Type='%s/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='%s/styles' Target='styles.xml'/></Relationships>"
              .formatted(PACKAGE, OFFICE, OFFICE));
      entry(
          zip,
          "xl/styles.xml",
          "<styleSheet xmlns='%s'><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14' applyNumberFormat='1'/></cellXfs></styleSheet>"
              .formatted(MAIN));
      entry(
          zip,
          "xl/worksheets/sheet1.xml",
          prolog
              + "<worksheet xmlns='%s'><sheetData>%s</sheetData></worksheet>"
                  .formatted(MAIN, rows));
    }
  }

  private static void entry(ZipOutputStream zip, String name, String xml) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(xml.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
