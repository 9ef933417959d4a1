package io.t4.catalog.pages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.Turns;
import io.t4.catalog.pages.tables.TableException;
import io.t4.catalog.pages.tables.Tables;
import io.t4.storage.local.Scratch;
import io.t4.tabular.FileQuery.Export;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** SQL over the files of a bucket. */
@Controller
final class QueryPage {
  /** How many rows are shown. */
  private static final int MOST_ROWS = 1_000;

  /** A result is on the disk until it is sent. */
  private final Turns results = new Turns(2);

  private final VisibleBuckets buckets;
  private final Tables tables;

  QueryPage(VisibleBuckets buckets, Tables tables) {
    this.buckets = buckets;
    this.tables = tables;
  }

  /**
   * @param sql empty for the page without a result
   */
  @GetMapping("/b/{id}/query")
  String query(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String sql,
      Model model,
      HttpServletResponse response)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    page(bucket, sql, model);
    if (!sql.isBlank()) {
      try {
        model.addAttribute("result", tables.select(bucket, sql, MOST_ROWS));
      } catch (TableException e) {
        problem(e, model, response);
      }
    }
    return "query";
  }

  /**
   * All of the result, as a file; the page that says why if there is none.
   *
   * @param format {@code csv} or {@code parquet}
   * @return the page; null if the file is the answer
   */
  @GetMapping("/b/{id}/query/result")
  @Nullable String result(
      @PathVariable String id,
      @RequestParam String sql,
      @RequestParam String format,
      Model model,
      HttpServletResponse response)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    try {
      long unused = results.take(() -> sent(bucket, sql, format, response));
      return null;
    } catch (TableException e) {
      page(bucket, sql, model);
      problem(e, model, response);
      return "query";
    }
  }

  private long sent(ServedBucket bucket, String sql, String format, HttpServletResponse response)
      throws IOException {
    try (Scratch result = tables.export(bucket, sql, export(format))) {
      response.setHeader(
          HttpHeaders.CONTENT_DISPOSITION,
          ContentDisposition.attachment().filename("result." + format).build().toString());
      response.setContentType("application/octet-stream");
      response.setContentLengthLong(Files.size(result.path()));
      return Files.copy(result.path(), response.getOutputStream());
    }
  }

  private static Export export(String format) {
    return switch (format) {
      case "csv" -> Export.CSV;
      case "parquet" -> Export.PARQUET;
      default ->
          throw TableException.invalid(
              "'format' can't be '%s'; it is csv or parquet.".formatted(format));
    };
  }

  private void page(ServedBucket bucket, String sql, Model model) {
    model.addAttribute("bucket", BucketCard.of(bucket, Statistics.UNKNOWN));
    model.addAttribute("sql", sql);
    model.addAttribute("longest", Tables.LONGEST_SQL);
    model.addAttribute("limit", tables.limitSeconds());
    model.addAttribute("most", MOST_ROWS);
  }

  private static void problem(TableException e, Model model, HttpServletResponse response) {
    response.setStatus(TablePage.status(e).value());
    model.addAttribute("problem", e.getMessage());
  }
}
