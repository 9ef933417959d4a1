package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.search.FacetedSearch;
import io.t4.catalog.search.InvalidSearchException;
import io.t4.catalog.search.SearchRequest;
import io.t4.catalog.search.SearchSort;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.node.ObjectNode;

/** Searches over all buckets or one, with facets. */
@Controller
final class SearchPage {
  private static final int PAGE = 20;

  /** What is before a query that facets narrow. */
  private static final String NARROWED = "(";

  private final VisibleBuckets buckets;
  private final FacetedSearch search;

  SearchPage(VisibleBuckets buckets, FacetedSearch search) {
    this.buckets = buckets;
    this.search = search;
  }

  /**
   * @param q empty for the page without hits
   * @param bucket ids; none for all
   * @param ext extensions of which one must be there; none for any
   */
  @GetMapping("/search")
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") List<String> bucket,
      @RequestParam(defaultValue = "") List<String> ext,
      @RequestParam(defaultValue = "relevance") String sort,
      @RequestParam(defaultValue = "0") int from,
      Model model) {
    Collection<ServedBucket> searched = buckets.chosen(bucket);
    model.addAttribute("ownSearchBox", true);
    model.addAttribute("q", q);
    model.addAttribute("chosenBuckets", bucket);
    model.addAttribute("chosenExtensions", ext);
    model.addAttribute("sort", sort);
    model.addAttribute("from", from);
    if (!q.isBlank()) {
      try {
        found(searched, narrowed(q, ext), sort, from, model);
      } catch (InvalidSearchException e) {
        model.addAttribute("problem", e.getMessage());
        model.addAttribute("wrong", Wrong.in(q, e.position(), ext));
      }
    }
    return "search";
  }

  private void found(
      Collection<ServedBucket> searched, String query, String sort, int from, Model model) {
    int begin = Math.max(0, Math.min(from, SearchRequest.MAX_WINDOW - PAGE));
    ObjectNode answer =
        search.search(
            searched, SearchRequest.of(query, PAGE, begin, SearchSort.of(sort)), List.of());
    long total = answer.path("hits").path("total").path("value").asLong();
    model.addAttribute("total", total);
    model.addAttribute("hits", Hit.of(answer, searched));
    model.addAttribute("facets", Facet.of(answer.path("facets"), searched));
    model.addAttribute(
        "next", begin + PAGE < Math.min(total, SearchRequest.MAX_WINDOW) ? begin + PAGE : null);
    model.addAttribute("previous", begin > 0 ? Math.max(0, begin - PAGE) : null);
  }

  /** The place in a query that is wrong. */
  record Wrong(String before, String at, String after) {
    /** Null if it is not known. */
    static @Nullable Wrong in(String query, @Nullable Integer position, List<String> extensions) {
      if (position == null) {
        return null;
      }
      int place = position - (extensions.isEmpty() ? 0 : NARROWED.length());
      if (place < 0 || place > query.length()) {
        return null;
      }
      int end = place == query.length() ? place : query.offsetByCodePoints(place, 1);
      return new Wrong(
          query.substring(0, place),
          place == end ? "…" : query.substring(place, end),
          query.substring(end));
    }
  }

  private static String narrowed(String query, List<String> extensions) {
    if (extensions.isEmpty()) {
      return query;
    }
    String any =
        String.join(
            " OR ",
            extensions.stream()
                .map(ext -> ext.isEmpty() ? "NOT _exists_:ext" : "ext:\"" + escaped(ext) + "\"")
                .toList());
    return NARROWED + query + ") AND (" + any + ")";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
