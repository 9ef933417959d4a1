package io.t4.text.worker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.UnsupportedFormatException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.sax.ToTextContentHandler;
import org.xml.sax.ContentHandler;

/**
 * Text of PDF, Microsoft Office, OpenDocument, RTF and EPUB, by Apache Tika. The content decides
 * which it is, because Office opens files under wrong names too. Documents within documents, images
 * and macros are left out.
 */
public final class DocumentText implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "document";

  /** PDFBox keeps the rest in temporary files. */
  private static final long PDF_MEMORY = 32L << 20;

  private final AutoDetectParser parser =
      new AutoDetectParser(
          new DefaultDetector(),
          new PDFParser(),
          new OOXMLParser(),
          new OfficeParser(),
          new OpenDocumentParser(),
          new RTFParser(),
          new EpubParser(),
          new JSoupParser(),
          new TXTParser());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws Exception {
    Path file = content.file();
    checkEntries(file, content.maxBytes());
    ZipSecureFile.setMaxEntrySize(content.maxBytes());
    Metadata metadata = new Metadata();
    metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, content.name());
    try (TikaInputStream in = TikaInputStream.get(file)) {
      parser.parse(in, new ToTextContentHandler(text.writer()), metadata, context());
    } catch (EncryptedDocumentException e) {
      throw ContentException.unsupported("the document is encrypted");
    } catch (ZeroByteFileException e) {
      return;
    } catch (UnsupportedFormatException e) {
      throw ContentException.unsupported(String.valueOf(e.getMessage()));
    } catch (TikaException | IOException | RuntimeException e) {
      throw isBomb(e) ? ContentException.tooLarge("the document unpacks to far too much") : e;
    }
    if (Arrays.asList(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY))
        .contains(EmptyParser.class.getName())) {
      throw ContentException.unsupported(
          "the content is " + metadata.get(Metadata.CONTENT_TYPE) + ", which is not read");
    }
  }

  private static ParseContext context() {
    PDFParserConfig pdf = new PDFParserConfig();
    pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    pdf.setExtractInlineImages(false);
    pdf.setMaxMainMemoryBytes(PDF_MEMORY);
    OfficeParserConfig office = new OfficeParserConfig();
    office.setExtractMacros(false);
    // Without a tree of the whole document in memory.
    office.setUseSAXDocxExtractor(true);
    office.setUseSAXPptxExtractor(true);
    ParseContext context = new ParseContext();
    context.set(PDFParserConfig.class, pdf);
    context.set(OfficeParserConfig.class, office);
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    return context;
  }

  /** Counts what really comes out of a zip file: the sizes that it states may be lies. */
  private static void checkEntries(Path file, long maxBytes) throws IOException, ContentException {
    byte[] buffer = new byte[1 << 16];
    long left = maxBytes;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream content = zip.getInputStream(entry)) {
          for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            left -= read;
            if (left < 0) {
              throw ContentException.tooLarge(
                  "the document unpacks to more than " + maxBytes + " bytes");
            }
          }
        }
      }
    } catch (ZipException e) {
      // Most kinds of documents are no zip files; a damaged one is for the parser to judge.
    }
  }

  /** Tika and POI have no type of their own for it. */
  private static boolean isBomb(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("zip bomb")
          || message.contains("Zip bomb")
          || message.contains("Tried to allocate an array of length")) {
        return true;
      }
    }
    return false;
  }

  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) {}
  }
}
