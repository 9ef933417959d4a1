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
    try {
      model.addAttribute("bucket", BucketCard.of(bucket, Statistics.of(bucket)));
      model.addAttribute("recent", recent(bucket));
    } catch (SearchEngineException e) {
      model.addAttribute("bucket", BucketCard.of(bucket));
      model.addAttribute("recent", List.of());
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

  private static List<FileRow> recent(ServedBucket bucket) {
    return FileRow.found(
        bucket
            .index()
            .search(
                Map.of(
                    "size",
                    RECENT,
                    "query",
                    ObjectDocument.IS_CONTENT,
                    "sort",
                    List.of(Map.of("updated", "desc"), Map.of("key", "asc")),
                    "_source",
                    FileRow.SOURCE)));
  }
}
