package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.pages.preview.Preview;
import io.t4.catalog.pages.preview.Previews;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A bucket's README, what is in it, and what has changed. */
@Controller
final class BucketPage {
  private static final String README = "README.md";
  private static final int RECENT = 10;
  private static final int MOST_PICTURES = 12;

  /** Each is decoded for the page, so the larger ones are left out. */
  private static final Map<String, Object> PICTURES =
      Map.of(
          "bool",
          Map.of(
              "filter",
              List.of(
                  ObjectDocument.IS_CONTENT,
                  Map.of("terms", Map.of("ext", Previews.PICTURE_EXTENSIONS)),
                  Map.of("range", Map.of("size", Map.of("gt", 0, "lte", 4 << 20))))));

  private final VisibleBuckets buckets;
  private final Previews previews;

  BucketPage(VisibleBuckets buckets, Previews previews) {
    this.buckets = buckets;
    this.previews = previews;
  }

  @GetMapping("/b/{id}")
  String overview(@PathVariable String id, Model model) throws IOException {
    ServedBucket bucket = buckets.get(id);
    model.addAttribute("readme", readme(bucket));
    model.addAttribute("summary", Summary.of(bucket, "", previews));
    try {
      model.addAttribute("bucket", BucketCard.of(bucket, Statistics.of(bucket)));
      model.addAttribute("recent", newest(bucket, ObjectDocument.IS_CONTENT, RECENT));
      model.addAttribute("pictures", newest(bucket, PICTURES, MOST_PICTURES));
    } catch (SearchEngineException e) {
      model.addAttribute("bucket", BucketCard.of(bucket));
      model.addAttribute("recent", List.of());
      model.addAttribute("pictures", List.of());
    }
    return "bucket";
  }

  private @Nullable Preview readme(ServedBucket bucket) throws IOException {
    try {
      return previews.of(bucket, bucket.store().stat(README, null));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static List<FileRow> newest(ServedBucket bucket, Map<String, Object> query, int most) {
    return FileRow.found(
        bucket
            .index()
            .search(
                Map.of(
                    "size",
                    most,
                    "query",
                    query,
                    "sort",
                    List.of(Map.of("updated", "desc"), Map.of("key", "asc")),
                    "_source",
                    FileRow.SOURCE)));
  }
}
