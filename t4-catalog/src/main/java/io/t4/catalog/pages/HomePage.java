package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.SearchEngineException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The buckets, and one search box over all of them. */
@Controller
final class HomePage {
  private final VisibleBuckets buckets;

  HomePage(VisibleBuckets buckets) {
    this.buckets = buckets;
  }

  @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
  String home(Model model) {
    List<BucketCard> cards = buckets.all().stream().map(HomePage::card).toList();
    model.addAttribute("buckets", cards);
    return "home";
  }

  private static BucketCard card(ServedBucket bucket) {
    try {
      return BucketCard.of(bucket, Statistics.of(bucket));
    } catch (SearchEngineException e) {
      return BucketCard.of(bucket);
    }
  }
}
