package io.t4.catalog.pages.preview;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.index.SearchEngineException;
import io.t4.storage.ObjectStat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The text of documents that no browser shows without rights, as the catalog has read it for
 * searches, in a process of its own.
 */
final class IndexedText {
  /** Those whose text the index has, without dot. */
  static final Set<String> EXTENSIONS =
      Set.of("pdf", "doc", "docx", "ppt", "pptx", "odt", "odp", "rtf", "epub");

  private static final int LONGEST = 200_000;

  private IndexedText() {}

  static Preview of(ServedBucket bucket, ObjectStat stat) {
    Map<String, Object> version =
        stat.versionId() == null
            ? ObjectDocument.IS_CURRENT
            : Map.of("term", Map.of("version_id", stat.versionId()));
    Map<String, Object> query =
        Map.of(
            "bool", Map.of("filter", List.of(version, Map.of("term", Map.of("key", stat.key())))));
    JsonNode found;
    try {
      found =
          bucket
              .index()
              .search(Map.of("size", 1, "query", query, "_source", List.of("text")))
              .path("hits")
              .path("hits");
    } catch (SearchEngineException e) {
      return new Preview.Refusal("The search engine, which has the text, does not answer now.");
    }
    String text = found.path(0).path("_source").path("text").asString("");
    boolean cut = text.length() > LONGEST;
    String shown = cut ? text.substring(0, LONGEST) : text;
    if (TextLook.extension(stat.key()).equals("pdf")) {
      return new Preview.Pages(shown.isBlank() ? null : shown, cut);
    }
    return shown.isBlank()
        ? new Preview.Refusal("The index has no text of this document, or not yet.")
        : new Preview.Text(shown, cut);
  }
}
