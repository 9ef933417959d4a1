package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.pages.preview.Previews;
import io.t4.catalog.search.SearchRequest;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What is in a directory, a page at a time, whatever the number of keys. */
@Controller
final class FilesPage {
  /** How many entries a page has. */
  static final int PAGE = 200;

  private final VisibleBuckets buckets;
  private final Previews previews;

  FilesPage(VisibleBuckets buckets, Previews previews) {
    this.buckets = buckets;
    this.previews = previews;
  }

  /**
   * @param prefix the directory
   * @param starts what names must begin with
   * @param after the key after which the page begins, if it is sorted by name
   * @param from how many files are left out, if it is sorted otherwise
   */
  @GetMapping("/b/{id}/files")
  String files(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String prefix,
      @RequestParam(defaultValue = "") String starts,
      @RequestParam(defaultValue = "name") String sort,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "0") int from,
      Model model)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    String directory = ObjectKeys.directoryPrefix(prefix);
    FileOrder order = FileOrder.of(sort);
    List<FileRow> rows =
        order == FileOrder.NAME
            ? byName(bucket, directory, starts, after)
            : sorted(bucket, directory, starts, order, Math.max(from, 0));
    boolean more = rows.size() > PAGE;
    model.addAttribute("rows", more ? rows.subList(0, PAGE) : rows);
    model.addAttribute("nextAfter", more ? rows.get(PAGE - 1).key() : null);
    model.addAttribute(
        "nextFrom", more && from + 2 * PAGE < SearchRequest.MAX_WINDOW ? from + PAGE : null);
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("crumbs", Crumb.of(BucketCard.title(bucket), directory));
    model.addAttribute("prefix", directory);
    model.addAttribute("starts", starts);
    model.addAttribute("sort", order.label());
    boolean first = after.isEmpty() && from == 0;
    model.addAttribute("first", first);
    model.addAttribute("summary", first ? Summary.of(bucket, directory, previews) : null);
    model.addAttribute("snippets", Snippets.ofDirectory(bucket.location(), directory));
    return "files";
  }

  /** One more than a page, if there are more. */
  private static List<FileRow> byName(
      ServedBucket bucket, String directory, String starts, String after) throws IOException {
    String wanted = directory + starts;
    List<FileRow> rows = new ArrayList<>();
    String begin = after.isEmpty() ? before(directory, starts) : after;
    try (Listing<DirectoryEntry> listing = bucket.store().listDirectory(directory, begin)) {
      while (rows.size() <= PAGE && listing.hasNext()) {
        DirectoryEntry entry = listing.next();
        if (entry.key().startsWith(wanted)) {
          rows.add(FileRow.of(entry, directory));
        } else if (ObjectKeys.ORDER.compare(entry.key(), wanted) > 0) {
          break;
        }
      }
    }
    return rows;
  }

  /** A key shortly before all whose names begin so. */
  private static String before(String directory, String starts) {
    if (starts.isEmpty()) {
      return "";
    }
    int last = starts.codePointBefore(starts.length());
    String rest = starts.substring(0, starts.length() - Character.charCount(last));
    boolean hasNeighbour = last > ' ' && !Character.isSurrogate((char) (last - 1));
    return hasNeighbour
        ? directory
            + rest
            + Character.toString(last - 1)
            + Character.toString(Character.MAX_CODE_POINT)
        : directory + rest;
  }

  private static List<FileRow> sorted(
      ServedBucket bucket, String directory, String starts, FileOrder order, int from) {
    List<Object> filters = new ArrayList<>();
    filters.add(ObjectDocument.IS_CURRENT);
    filters.add(Map.of("term", Map.of("directory", directory)));
    filters.add(Map.of("prefix", Map.of("key", directory + starts)));
    return FileRow.found(
            bucket
                .index()
                .search(
                    Map.of(
                        "size",
                        PAGE + 1,
                        "from",
                        Math.min(from, SearchRequest.MAX_WINDOW - PAGE - 1),
                        "query",
                        Map.of("bool", Map.of("filter", filters)),
                        "sort",
                        order.criteria(),
                        "_source",
                        FileRow.SOURCE)))
        .stream()
        .map(row -> row.below(directory))
        .toList();
  }
}
