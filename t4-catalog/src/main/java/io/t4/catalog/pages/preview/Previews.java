package io.t4.catalog.pages.preview;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.storage.ByteRange;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Looks into objects. Reads a bounded beginning, whatever the size. Safe for use from many threads.
 */
@Component
public final class Previews {
  /** How much of an object is read to be shown, in bytes. */
  static final int READ = 1024 * 1024;

  private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "gif", "bmp");

  private static final Semaphore AT_A_TIME = new Semaphore(4);

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
    // Some content takes a hundred times its size to be shown.
    AT_A_TIME.acquireUninterruptibly();
    try {
      return look(bucket, stat, name, links);
    } finally {
      AT_A_TIME.release();
    }
  }

  private Preview look(ServedBucket bucket, ObjectStat stat, String name, LinkTargets links)
      throws IOException {
    if (stat.size() == 0) {
      return new Preview.Nothing();
    }
    String extension = extension(name);
    if (PICTURES.contains(extension)) {
      return new Preview.Picture();
    }
    byte[] beginning = beginning(bucket, stat);
    boolean cut = beginning.length < stat.size();
    String text = text(beginning, cut);
    if (text == null) {
      return HexView.of(beginning, cut);
    }
    return switch (extension) {
      case "md", "markdown" ->
          Markdown.html(text, links, name)
              .<Preview>map(html -> new Preview.Markup(html, cut))
              .orElseGet(() -> new Preview.Text(text, cut));
      case "html", "htm" -> new Preview.Frame();
      case "ipynb" -> notebook(text, cut, name, links);
      case "csv" -> DelimitedTable.of(text, ',', cut);
      case "tsv" -> DelimitedTable.of(text, '\t', cut);
      case "json" -> JsonText.of(text, cut);
      default -> new Preview.Text(text, cut);
    };
  }

  private Preview notebook(String text, boolean cut, String name, LinkTargets links) {
    Preview notebook = Notebook.of(text, links, name);
    return notebook == null ? new Preview.Text(text, cut) : notebook;
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
        : Optional.ofNullable(text(beginning(bucket, stat), false));
  }

  private static byte[] beginning(ServedBucket bucket, ObjectStat stat) throws IOException {
    ByteRange range = new ByteRange(0, Math.min(READ, stat.size()));
    ReadOptions options = new ReadOptions(stat.versionId(), range, null);
    try (ObjectContent content = bucket.store().open(stat.key(), options)) {
      return content.stream().readNBytes(READ);
    }
  }

  /** Null if it is not UTF-8, or has characters that texts don't have. */
  private static @Nullable String text(byte[] bytes, boolean cut) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    // A character that the end cuts in two is no error, if there is more.
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, !cut);
    if (result.isError()) {
      return null;
    }
    String decoded = text.flip().toString();
    return decoded.indexOf('\0') >= 0 ? null : decoded;
  }

  private static String extension(String key) {
    String name = ObjectKeys.name(key);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
