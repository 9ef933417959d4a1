package io.t4.catalog.pages.packages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.pages.BucketCard;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The packages of a bucket, a page at a time. */
@Controller
final class PackagesPage {
  /** How many packages a page has. */
  static final int PAGE = 100;

  private final VisibleBuckets buckets;
  private final Revisions revisions;

  PackagesPage(VisibleBuckets buckets, Revisions revisions) {
    this.buckets = buckets;
    this.revisions = revisions;
  }

  /**
   * @param starts what names must begin with
   * @param after the name after which the page begins
   */
  @GetMapping("/b/{id}/packages")
  String packages(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String starts,
      @RequestParam(defaultValue = "") String after,
      Model model) {
    ServedBucket bucket = buckets.get(id);
    List<PackageRow> rows = rows(bucket, starts, after);
    boolean more = rows.size() > PAGE;
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("rows", more ? rows.subList(0, PAGE) : rows);
    model.addAttribute("next", more ? rows.get(PAGE - 1).name() : null);
    model.addAttribute("starts", starts);
    model.addAttribute("first", after.isEmpty());
    return "packages";
  }

  /** One more than a page, if there are more; by the index, unless that has none yet. */
  private List<PackageRow> rows(ServedBucket bucket, String starts, String after) {
    try {
      PackageIndex index = PackageIndex.of(bucket);
      List<PackageRow> rows = index.packages(starts, after, PAGE + 1);
      if (!rows.isEmpty() || !index.isEmpty()) {
        return rows;
      }
    } catch (SearchEngineException e) {
      // The registry tells the names.
    }
    return revisions.registry(bucket).listPackages().stream()
        .filter(name -> name.startsWith(starts) && name.compareTo(after) > 0)
        .sorted()
        .limit(PAGE + 1L)
        .map(PackageRow::named)
        .toList();
  }
}
