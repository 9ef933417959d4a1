package io.t4.text.worker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The first page of a PDF as a picture, PNG in the letters of Base64; as large as there is room.
 */
public final class PdfPage implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "pdf-page";

  /** In pixels of the longer side, the best first. */
  private static final int[] SIDES = {1_000, 500, 250};

  /** A page may be smaller than a stamp. */
  private static final float MOST_ENLARGED = 4;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws Exception {
    try (PDDocument document = Loader.loadPDF(content.file().toFile())) {
      if (document.getNumberOfPages() == 0) {
        throw ContentException.unsupported("the document has no pages");
      }
      PDRectangle page = document.getPage(0).getCropBox();
      float longer = Math.max(page.getWidth(), page.getHeight());
      for (int side : SIDES) {
        String picture = picture(document, Math.min(MOST_ENLARGED, side / longer));
        if (picture.length() <= text.limit()) {
          text.append(picture);
          return;
        }
      }
      throw ContentException.tooLarge("the picture of the page is too large");
    } catch (InvalidPasswordException e) {
      throw ContentException.unsupported("the document is encrypted");
    }
  }

  private static String picture(PDDocument document, float scale) throws Exception {
    BufferedImage image = new PDFRenderer(document).renderImage(0, scale, ImageType.RGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return Base64.getEncoder().encodeToString(png.toByteArray());
  }
}
