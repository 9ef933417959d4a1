package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.Preview;
import io.t4.catalog.pages.preview.Previews;
import io.t4.catalog.pages.tables.TableException;
import io.t4.catalog.pages.tables.Tables;
import io.t4.storage.ObjectStat;
import io.t4.tabular.TextRows;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** An object as a table over all of its rows. */
@Controller
final class TablePage {
  private final VisibleBuckets buckets;
  private final Previews previews;
  private final Tables tables;

  TablePage(VisibleBuckets buckets, Previews previews, Tables tables) {
    this.buckets = buckets;
    this.previews = previews;
    this.tables = tables;
  }

  /**
   * @param version null for the current one
   * @param from how many rows are left out
   * @param sort a column's number, from 1 on; with a minus in front for the largest first
   * @param summary not empty if columns are to be summarized
   * @param parameters with {@code column}, {@code is} and {@code value}, once for each filter;
   *     taken from here, because a comma in a value must not end it
   */
  @GetMapping("/b/{id}/table")
  String table(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(defaultValue = "0") long from,
      @RequestParam(defaultValue = "0") int sort,
      @RequestParam(defaultValue = "") String summary,
      @RequestParam MultiValueMap<String, String> parameters,
      Model model,
      HttpServletResponse response)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    ObjectStat stat = bucket.store().stat(key, version);
    model.addAttribute("bucket", BucketCard.of(bucket, Statistics.UNKNOWN));
    model.addAttribute("crumbs", Crumb.of(BucketCard.title(bucket), key));
    model.addAttribute("name", key.substring(key.lastIndexOf('/') + 1));
    model.addAttribute("stat", stat);
    model.addAttribute("limit", tables.limitSeconds());
    TableAddress whole = new TableAddress(bucket.id(), key, version, 0, 0, List.of(), false);
    model.addAttribute("address", whole);
    try {
      if (!Tables.isTable(key)) {
        throw TableException.invalid("'%s' is not read as a table.".formatted(key));
      }
      TableAddress address =
          new TableAddress(
              bucket.id(),
              key,
              version,
              Math.max(0, from),
              sort,
              TableAddress.filters(parameters),
              !summary.isEmpty());
      model.addAttribute("address", address);
      addRows(bucket, stat, address, model);
      if (address.summary()) {
        model.addAttribute("summary", tables.summary(bucket, stat));
      }
    } catch (TableException e) {
      response.setStatus(status(e).value());
      model.addAttribute("problem", e.getMessage());
    }
    return "table";
  }

  /** The beginning is there at once, however large the file is. */
  private void addRows(ServedBucket bucket, ObjectStat stat, TableAddress address, Model model)
      throws IOException {
    if (address.isBeginning() && previews.of(bucket, stat) instanceof Preview.Table beginning) {
      model.addAttribute(
          "columns",
          beginning.header().stream().map(name -> new TextRows.Column(name, "")).toList());
      model.addAttribute("rows", beginning.rows());
      model.addAttribute("more", beginning.cut());
      model.addAttribute("columnsLeftOut", 0);
      return;
    }
    TextRows rows = tables.rows(bucket, stat, address.selection());
    model.addAttribute("columns", rows.columns());
    model.addAttribute("rows", rows.rows());
    model.addAttribute("more", rows.more());
    model.addAttribute("columnsLeftOut", rows.columnsLeftOut());
  }

  /** What tells programs the same as the text tells people. */
  static HttpStatus status(TableException e) {
    return switch (e.kind()) {
      case INVALID -> HttpStatus.BAD_REQUEST;
      case UNREADABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
      case LATE, BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }
}
