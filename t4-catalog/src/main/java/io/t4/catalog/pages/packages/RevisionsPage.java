package io.t4.catalog.pages.packages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.pages.BucketCard;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The revisions of a package, of which two can be compared. */
@Controller
final class RevisionsPage {
  /** How many revisions a page has. */
  static final int PAGE = 100;

  private final VisibleBuckets buckets;
  private final Revisions revisions;

  RevisionsPage(VisibleBuckets buckets, Revisions revisions) {
    this.buckets = buckets;
    this.revisions = revisions;
  }

  /**
   * @param before the pointer before which the page begins
   */
  @GetMapping("/b/{id}/package/revisions")
  String revisions(
      @PathVariable String id,
      @RequestParam String name,
      @RequestParam(defaultValue = "") String before,
      Model model) {
    ServedBucket bucket = buckets.get(id);
    PackageRegistry registry = revisions.registry(bucket);
    List<RevisionRow> rows = rows(bucket, registry, name, before);
    boolean more = rows.size() > PAGE;
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("name", name);
    model.addAttribute("latest", registry.latest(name));
    model.addAttribute("rows", more ? rows.subList(0, PAGE) : rows);
    model.addAttribute("next", more ? rows.get(PAGE - 1).pointer() : null);
    model.addAttribute("first", before.isEmpty());
    return "revisions";
  }

  /** One more than a page, if there are more; by the index, unless that has none yet. */
  private static List<RevisionRow> rows(
      ServedBucket bucket, PackageRegistry registry, String name, String before) {
    try {
      List<RevisionRow> rows = PackageIndex.of(bucket).revisions(name, before, PAGE + 1);
      if (!rows.isEmpty() || !before.isEmpty()) {
        return rows;
      }
    } catch (SearchEngineException e) {
      // The registry tells the hashes.
    }
    List<PackageVersion> published =
        new ArrayList<>(
            registry.listPackageVersions(name).stream()
                .filter(version -> !version.isLatest())
                .toList());
    Collections.reverse(published);
    return published.stream()
        .filter(version -> before.isEmpty() || version.pointer().compareTo(before) < 0)
        .limit(PAGE + 1L)
        .map(RevisionRow::of)
        .toList();
  }
}
