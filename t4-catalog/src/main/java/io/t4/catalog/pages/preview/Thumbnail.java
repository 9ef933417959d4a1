package io.t4.catalog.pages.preview;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture made anew, as PNG: what browsers get is none of the bytes that somebody wrote. Large
 * ones are read in a coarser grid, so that memory is bounded by {@link #MOST_PIXELS}.
 */
public final class Thumbnail {
  /** As wide or high as a page shows it, in pixels. */
  public static final int LARGE = 1600;

  /** As one of many. */
  public static final int SMALL = 320;

  /** More pixels than a camera makes are not looked at: decoding takes time for each. */
  private static final long MOST_PIXELS = 60_000_000;

  /** Larger files are not looked at, in bytes: what is read of one stays in memory. */
  public static final long MOST_BYTES = 64L << 20;

  /** Those that decode line by line. Others, such as that of TIFF, may take any memory. */
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  private static final Turns AT_A_TIME = new Turns(2);

  private Thumbnail() {}

  /**
   * Reads a picture.
   *
   * @param side how wide or high it is to be at most, in pixels; what comes may have up to twice as
   *     many
   * @throws IOException if it is none that can be shown
   */
  public static byte[] of(InputStream content, int side) throws IOException {
    return AT_A_TIME.take(() -> made(content, side));
  }

  private static byte[] made(InputStream content, int side) throws IOException {
    try (ImageInputStream stream = new MemoryCacheImageInputStream(content)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException("it is no picture that can be shown");
      }
      ImageReader reader = readers.next();
      try {
        if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
          throw new IOException("pictures of this format are not shown");
        }
        reader.setInput(stream, true, true);
        return png(read(reader, side));
      } catch (RuntimeException e) {
        throw new IOException("the picture is damaged", e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage read(ImageReader reader, int side) throws IOException {
    long width = reader.getWidth(0);
    long height = reader.getHeight(0);
    if (width * height > MOST_PIXELS) {
      throw new IOException("the picture is too large: %d × %d".formatted(width, height));
    }
    ImageReadParam parameters = reader.getDefaultReadParam();
    int step = (int) Math.max(1, Math.max(width, height) / side);
    parameters.setSourceSubsampling(step, step, 0, 0);
    return reader.read(0, parameters);
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
