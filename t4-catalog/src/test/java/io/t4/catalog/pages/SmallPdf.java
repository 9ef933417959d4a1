package io.t4.catalog.pages;

/** A PDF of one page. */
final class SmallPdf {
  /** Its text is: Sailing on Wednesday. */
  static final String TEXT =
      """
      %PDF-1.4
      1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
      2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
      3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R
        /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
      4 0 obj <</Length 49>> stream
      BT /F 18 Tf 20 40 Td (Sailing on Wednesday) Tj ET
      endstream endobj
      trailer <</Root 1 0 R>>
      """;

  private SmallPdf() {}
}
