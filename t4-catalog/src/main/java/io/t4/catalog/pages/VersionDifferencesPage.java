package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.ContentComparison;
import io.t4.catalog.pages.preview.Previews;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** How the texts of two versions of an object differ. */
@Controller
final class VersionDifferencesPage {
  private final VisibleBuckets buckets;
  private final Previews previews;

  VersionDifferencesPage(VisibleBuckets buckets, Previews previews) {
    this.buckets = buckets;
    this.previews = previews;
  }

  /**
   * @param from the id of the earlier version
   * @param to that of the later one
   */
  @GetMapping("/b/{id}/object/diff")
  String differences(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam String from,
      @RequestParam String to,
      Model model)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    ObjectStat before = bucket.store().stat(key, from);
    ObjectStat after = bucket.store().stat(key, to);
    Map<String, ObjectStat> sides = new LinkedHashMap<>();
    sides.put("From", before);
    sides.put("To", after);
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("crumbs", Crumb.of(BucketCard.title(bucket), key));
    model.addAttribute("name", ObjectKeys.name(key));
    model.addAttribute("key", key);
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    model.addAttribute("sides", sides);
    model.addAttribute(
        "comparison",
        ContentComparison.of(
            previews.text(bucket, before, ContentComparison.LONGEST_TEXT),
            previews.text(bucket, after, ContentComparison.LONGEST_TEXT)));
    return "object-diff";
  }
}
