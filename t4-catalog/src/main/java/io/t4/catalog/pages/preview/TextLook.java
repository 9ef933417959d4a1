package io.t4.catalog.pages.preview;

import io.t4.storage.ObjectKeys;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a text is shown that was read of an object.
 *
 * @param links where relative links of it lead
 * @param key of the object, or its name where it is shown, without the extension of what packed it
 * @param text the part that was read
 * @param begin of the part in the object, in bytes
 * @param next where the next part begins; null if there is none, or none that can be read alone
 * @param cut whether the text goes on
 * @param plot what draws it; null if it is no plot
 */
record TextLook(
    LinkTargets links,
    String key,
    String text,
    long begin,
    @Nullable Long next,
    boolean cut,
    @Nullable PlotLibrary plot) {

  /** By what the key's extension says, as far as the text is of that kind. */
  Preview preview() {
    return switch (extension(key)) {
      case "md", "markdown" ->
          Markdown.html(text, links, key)
              .<Preview>map(html -> new Preview.Markup(html, cut))
              .orElseGet(this::code);
      case "html", "htm" -> new Preview.Frame();
      case "ipynb" -> or(Notebook.of(text, links, key));
      case "csv" -> DelimitedTable.of(text, ',', cut);
      case "tsv" -> DelimitedTable.of(text, '\t', cut);
      case "json" -> json();
      case "vcf" -> or(Genomes.variants(text, cut));
      case "fasta", "fa", "fna", "faa", "ffn", "fas" -> or(Genomes.sequences(text, cut));
      default -> code();
    };
  }

  private Preview or(Optional<Preview> preview) {
    return preview.orElseGet(this::code);
  }

  /** What is no JSON is shown as it is: that tells more than a refusal. */
  private Preview json() {
    if (plot != null) {
      return new Preview.Plot(plot);
    }
    if (cut) {
      return code();
    }
    try {
      return JsonTree.of(JsonMapper.shared().readTree(text));
    } catch (JacksonException e) {
      return code();
    }
  }

  /** As it is. */
  Preview code() {
    return new Preview.Code(Highlighted.html(text, key), begin, next, cut && next == null);
  }

  /** What follows the last dot of a name, in small letters; the whole name if it has none. */
  static String extension(String key) {
    String name = ObjectKeys.name(key);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
