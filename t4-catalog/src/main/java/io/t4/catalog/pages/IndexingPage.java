package io.t4.catalog.pages;

import io.t4.catalog.access.CurrentViewer;
import io.t4.catalog.access.SteeredIndexing;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.BucketDescription;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.database.DeadLetter;
import io.t4.catalog.database.DeadLetters;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;

/** Where the indexing of a bucket stands, and what administrators do about it. */
@Controller
final class IndexingPage {
  private static final int PAGE = 100;

  private final VisibleBuckets buckets;
  private final DeadLetters deadLetters;
  private final SteeredIndexing indexing;
  private final CurrentViewer viewer;

  IndexingPage(
      VisibleBuckets buckets,
      DeadLetters deadLetters,
      SteeredIndexing indexing,
      CurrentViewer viewer) {
    this.buckets = buckets;
    this.deadLetters = deadLetters;
    this.indexing = indexing;
    this.viewer = viewer;
  }

  /**
   * @param after the key after which the list of what was given up begins
   * @param done what was asked for, if the page answers that
   */
  @GetMapping("/b/{id}/indexing")
  String indexing(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String done,
      Model model) {
    ServedBucket bucket = buckets.get(id);
    List<DeadLetter> letters = deadLetters.list(bucket.uri(), after, PAGE + 1);
    boolean more = letters.size() > PAGE;
    model.addAttribute("bucket", BucketCard.of(bucket));
    BucketDescription state = BucketDescription.of(bucket);
    model.addAttribute("status", state.indexing());
    model.addAttribute("content", state.content());
    model.addAttribute("letters", more ? letters.subList(0, PAGE) : letters);
    model.addAttribute("next", more ? letters.get(PAGE - 1).key() : null);
    model.addAttribute("first", after.isEmpty());
    model.addAttribute("steers", viewer.get().isAdministrator());
    model.addAttribute(
        "done",
        switch (done) {
          case "compare" -> "The comparison was asked for.";
          case "replay" -> "The keys are tried again.";
          case "replay-one" -> "The key is tried again.";
          default -> null;
        });
    return "indexing";
  }

  @PostMapping("/b/{id}/indexing/compare")
  RedirectView compare(@PathVariable String id, @RequestParam(defaultValue = "") String prefix) {
    indexing.compare(id, prefix);
    return back(id, "compare");
  }

  @PostMapping("/b/{id}/indexing/replay")
  RedirectView replay(@PathVariable String id) {
    indexing.replay(id);
    return back(id, "replay");
  }

  @PostMapping(path = "/b/{id}/indexing/replay", params = "key")
  RedirectView replay(@PathVariable String id, @RequestParam String key) {
    indexing.replay(id, key);
    return back(id, "replay-one");
  }

  private static RedirectView back(String id, String done) {
    return SeeOther.page("/b/{id}/indexing?done={done}", id, done);
  }
}
