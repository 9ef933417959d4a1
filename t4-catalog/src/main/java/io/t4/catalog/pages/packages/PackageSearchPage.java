package io.t4.catalog.pages.packages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.Facet;
import io.t4.catalog.search.FacetedSearch;
import io.t4.catalog.search.InvalidSearchException;
import io.t4.catalog.search.PackageSearchRequest;
import io.t4.catalog.search.SearchRequest;
import io.t4.catalog.search.SearchSort;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/** Searches for packages over all buckets or some, with facets. */
@Controller
final class PackageSearchPage {
  private static final int PAGE = 20;

  private final VisibleBuckets buckets;
  private final FacetedSearch search;

  PackageSearchPage(VisibleBuckets buckets, FacetedSearch search) {
    this.buckets = buckets;
    this.search = search;
  }

  /**
   * @param q empty for all packages
   * @param bucket ids; none for all
   * @param workflow ids of which one must be that of the package; none for any
   */
  @GetMapping("/search/packages")
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") List<String> bucket,
      @RequestParam(defaultValue = "") List<String> workflow,
      @RequestParam(defaultValue = "relevance") String sort,
      @RequestParam(defaultValue = "0") int from,
      Model model) {
    Collection<ServedBucket> searched = buckets.chosen(bucket);
    model.addAttribute("q", q);
    model.addAttribute("chosenBuckets", bucket);
    model.addAttribute("chosenWorkflows", workflow);
    model.addAttribute("sort", sort);
    try {
      found(searched, narrowed(q.isBlank() ? "*" : q, workflow), sort, from, model);
    } catch (InvalidSearchException e) {
      model.addAttribute("problem", e.getMessage());
    }
    return "packages-search";
  }

  private void found(
      Collection<ServedBucket> searched, String query, String sort, int from, Model model) {
    int begin = Math.max(0, Math.min(from, SearchRequest.MAX_WINDOW - PAGE));
    ObjectNode answer =
        search.searchPackages(
            searched,
            new PackageSearchRequest(query, PAGE, begin, SearchSort.of(sort), null),
            List.of());
    long total = answer.path("hits").path("total").path("value").asLong();
    model.addAttribute("total", total);
    model.addAttribute("hits", PackageHit.of(answer, searched));
    model.addAttribute("facets", Facet.ofPackages(answer.path("facets"), searched));
    model.addAttribute(
        "next", begin + PAGE < Math.min(total, SearchRequest.MAX_WINDOW) ? begin + PAGE : null);
    model.addAttribute("previous", begin > 0 ? Math.max(0, begin - PAGE) : null);
  }

  private static String narrowed(String query, List<String> workflows) {
    return workflows.isEmpty()
        ? query
        : workflows.stream()
            .map(id -> "workflow:\"" + id.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
            .collect(Collectors.joining(" OR ", "(" + query + ") AND (", ")"));
  }
}
