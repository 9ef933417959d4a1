package io.t4.catalog.pages.preview;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.tables.Tables;
import io.t4.storage.ByteRange;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

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

  /** Some content takes a hundred times its size to be shown. */
  private static final Turns AT_A_TIME = new Turns(4);

  /** Of those that take some 100 MB of memory at worst. */
  private static final Turns HEAVY = new Turns(1);

  /** A look into an object as it is in a bucket. */
  public Preview of(ServedBucket bucket, ObjectStat stat) throws IOException {
    return of(bucket, stat, stat.key(), LinkTargets.ofBucket(bucket.id()));
  }

  /**
   * A look into an object that has another name where it is shown.
   *
   * @param name whose extension counts, and beside which relative links begin
   * @param links where they lead
   */
  public Preview of(ServedBucket bucket, ObjectStat stat, String name, LinkTargets links)
      throws IOException {
    return AT_A_TIME.take(() -> look(bucket, stat, name, links));
  }

  /**
   * The whole content as text.
   *
   * @param most in bytes, at most a megabyte
   * @return empty if it is longer or no text in UTF-8
   */
  public Optional<String> text(ServedBucket bucket, ObjectStat stat, int most) throws IOException {
    if (stat.size() == 0) {
      return Optional.of("");
    }
    return stat.size() > most
        ? Optional.empty()
        : Optional.ofNullable(TextPart.of(read(bucket, stat, 0, most), 0, stat.size()))
            .map(TextPart::text);
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
    return AT_A_TIME.take(
        () -> {
          byte[] bytes = read(bucket, stat, offset, READ);
          TextPart part = TextPart.of(bytes, offset, stat.size());
          return part == null
              ? new Preview.Refusal("From byte %,d on this is no text.".formatted(offset))
              : look(stat, part, stat.key(), LinkTargets.ofBucket(bucket.id())).code();
        });
  }

  /**
   * Markdown as HTML that may stand in a page; what is too long is escaped only.
   *
   * @param key of the text, or of its directory, beside which relative links begin
   */
  public static String formatted(String text, String bucketId, String key) {
    return Markdown.html(text, LinkTargets.ofBucket(bucketId), key)
        .orElseGet(() -> HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name()));
  }

  private static Preview look(ServedBucket bucket, ObjectStat stat, String name, LinkTargets links)
      throws IOException {
    if (stat.size() == 0) {
      return new Preview.Nothing();
    }
    String extension = TextLook.extension(name);
    Optional<PlayedMedia> media = PlayedMedia.of(name);
    if (media.isPresent()) {
      return new Preview.Media(media.get());
    }
    if (PICTURES.contains(extension)) {
      return new Preview.Picture();
    }
    if (!extension.equals("csv") && !extension.equals("tsv") && Tables.isTable(name)) {
      return new Preview.WholeTable();
    }
    if (IndexedText.EXTENSIONS.contains(extension)) {
      return IndexedText.of(bucket, stat);
    }
    if (extension.equals("npy") || Archive.isArchive(name)) {
      return heavy(bucket, stat, extension);
    }
    byte[] beginning = read(bucket, stat, 0, READ);
    return extension.equals("gz")
        ? unpacked(stat, beginning, name, links)
        : plain(stat, beginning, name, links);
  }

  private static Preview heavy(ServedBucket bucket, ObjectStat stat, String extension)
      throws IOException {
    return HEAVY.take(
        () -> {
          if (!extension.equals("npy")) {
            return Archive.of(bucket, stat);
          }
          return stat.size() > ArrayLook.LARGEST
              ? ArrayLook.ofHead(read(bucket, stat, 0, READ))
              : ArrayLook.of(read(bucket, stat, 0, ArrayLook.LARGEST), stat.key());
        });
  }

  private static Preview plain(ObjectStat stat, byte[] beginning, String name, LinkTargets links) {
    TextPart part = TextPart.of(beginning, 0, stat.size());
    return part == null
        ? HexView.of(beginning, beginning.length < stat.size())
        : look(stat, part, name, links).preview();
  }

  private static TextLook look(ObjectStat stat, TextPart part, String name, LinkTargets links) {
    Long next = part.end() < stat.size() ? part.end() : null;
    PlotLibrary plot = PlotLibrary.of(stat, part.text()).orElse(null);
    return new TextLook(links, name, part.text(), part.begin(), next, next != null, plot);
  }

  private static Preview unpacked(
      ObjectStat stat, byte[] beginning, String name, LinkTargets links) {
    Unpacked unpacked;
    try {
      unpacked = Unpacked.of(beginning, beginning.length < stat.size(), READ);
    } catch (IOException e) {
      return plain(stat, beginning, name, links);
    }
    int read = unpacked.bytes().length;
    boolean cut = unpacked.isCut();
    TextPart part = TextPart.of(unpacked.bytes(), 0, cut ? read + 1L : read);
    String inner = name.substring(0, name.lastIndexOf('.'));
    if (part == null) {
      return HexView.of(unpacked.bytes(), cut);
    }
    TextLook look = new TextLook(links, inner, part.text(), 0, null, cut, null);
    Preview preview = look.preview();
    // The frame would show what is packed.
    return preview instanceof Preview.Frame ? look.code() : preview;
  }

  private static byte[] read(ServedBucket bucket, ObjectStat stat, long offset, int most)
      throws IOException {
    ByteRange range = new ByteRange(offset, Math.min(most, stat.size() - offset));
    ReadOptions options = new ReadOptions(stat.versionId(), range, null);
    try (ObjectContent content = bucket.store().open(stat.key(), options)) {
      return content.stream().readNBytes(most);
    }
  }
}
