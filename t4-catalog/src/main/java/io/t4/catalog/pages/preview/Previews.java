package io.t4.catalog.pages.preview;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.storage.ByteRange;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks into objects. Reads a bounded beginning, whatever the size. Safe for use from many threads.
 */
@Component
public final class Previews {
  /** How much of an object is read to be shown, in bytes. */
  static final int READ = 1024 * 1024;

  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  /** Those of objects that are shown as pictures, with their dots. */
  public static final List<String> PICTURE_EXTENSIONS =
      PICTURES.stream().map(extension -> "." + extension).sorted().toList();

  private static final Semaphore AT_A_TIME = new Semaphore(4);

  /** A look into an object as it is in a bucket. */
  public Preview of(ServedBucket bucket, ObjectStat stat) throws IOException {
    return oneOfFew(() -> look(bucket, stat));
  }

  /**
   * A part of a text.
   *
   * @param offset where it begins, in bytes
   */
  public Preview part(ServedBucket bucket, ObjectStat stat, long offset) throws IOException {
    if (offset < 0 || offset >= stat.size()) {
      return new Preview.Refusal(
          "The object has %,d bytes; there is no part from %,d on.".formatted(stat.size(), offset));
    }
    return oneOfFew(
        () -> {
          TextPart part = TextPart.of(read(bucket, stat, offset), offset, stat.size());
          return part == null
              ? new Preview.Refusal("From byte %,d on this is no text.".formatted(offset))
              : code(part, stat);
        });
  }

  /**
   * Markdown as HTML that may stand in a page; what is too long is escaped only.
   *
   * @param key of the text, or of its directory, beside which relative links begin
   */
  public static String formatted(String text, String bucketId, String key) {
    return Markdown.html(text, bucketId, key)
        .orElseGet(() -> HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name()));
  }

  /** Some content takes a hundred times its size to be shown. */
  private static Preview oneOfFew(Look look) throws IOException {
    AT_A_TIME.acquireUninterruptibly();
    try {
      return look.preview();
    } finally {
      AT_A_TIME.release();
    }
  }

  private interface Look {
    Preview preview() throws IOException;
  }

  private Preview look(ServedBucket bucket, ObjectStat stat) throws IOException {
    if (stat.size() == 0) {
      return new Preview.Nothing();
    }
    String extension = extension(stat.key());
    if (PICTURES.contains(extension)) {
      return new Preview.Picture();
    }
    byte[] beginning = read(bucket, stat, 0);
    boolean cut = beginning.length < stat.size();
    TextPart part = TextPart.of(beginning, 0, stat.size());
    if (part == null) {
      return HexView.of(beginning, cut);
    }
    String text = part.text();
    return switch (extension) {
      case "md", "markdown" ->
          Markdown.html(text, bucket.id(), stat.key())
              .<Preview>map(html -> new Preview.Markup(html, cut))
              .orElseGet(() -> code(part, stat));
      case "html", "htm" -> new Preview.Frame();
      case "ipynb" -> Notebook.of(text, bucket.id(), stat.key()).orElseGet(() -> code(part, stat));
      case "csv" -> DelimitedTable.of(text, ',', cut);
      case "tsv" -> DelimitedTable.of(text, '\t', cut);
      case "json" ->
          PlotLibrary.of(stat, text)
              .<Preview>map(Preview.Plot::new)
              .orElseGet(() -> cut ? code(part, stat) : json(part, stat));
      default -> code(part, stat);
    };
  }

  /** What is no JSON is shown as it is: that tells more than a refusal. */
  private static Preview json(TextPart part, ObjectStat stat) {
    try {
      return JsonTree.of(JsonMapper.shared().readTree(part.text()));
    } catch (JacksonException e) {
      return code(part, stat);
    }
  }

  private static Preview code(TextPart part, ObjectStat stat) {
    return new Preview.Code(
        Highlighted.html(part.text(), stat.key()),
        part.begin(),
        part.end() < stat.size() ? part.end() : null);
  }

  private static byte[] read(ServedBucket bucket, ObjectStat stat, long offset) throws IOException {
    ByteRange range = new ByteRange(offset, Math.min(READ, stat.size() - offset));
    ReadOptions options = new ReadOptions(stat.versionId(), range, null);
    try (ObjectContent content = bucket.store().open(stat.key(), options)) {
      return content.stream().readNBytes(READ);
    }
  }

  private static String extension(String key) {
    String name = ObjectKeys.name(key);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
