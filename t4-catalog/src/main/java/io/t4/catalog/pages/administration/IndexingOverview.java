package io.t4.catalog.pages.administration;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.BucketDescription;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.BucketCard;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where the indexing of all buckets stands. */
@Controller
final class IndexingOverview {
  private final VisibleBuckets buckets;

  IndexingOverview(VisibleBuckets buckets) {
    this.buckets = buckets;
  }

  /** One of them. */
  record Row(BucketCard bucket, BucketDescription state) {
    static Row of(ServedBucket bucket) {
      return new Row(BucketCard.of(bucket), BucketDescription.of(bucket));
    }
  }

  @GetMapping("/indexing")
  String all(Model model) {
    model.addAttribute("rows", buckets.all().stream().map(Row::of).toList());
    return "indexing-overview";
  }
}
