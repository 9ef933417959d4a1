package io.t4.catalog.pages;

import io.swagger.v3.oas.annotations.Hidden;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.PlotLibrary;
import io.t4.storage.ObjectContent;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Plots, each as a page for a frame. */
@Controller
@Hidden
final class PlotController {
  private final VisibleBuckets buckets;

  PlotController(VisibleBuckets buckets) {
    this.buckets = buckets;
  }

  /** An object that is a plot. */
  @GetMapping("/b/{id}/plot")
  ResponseEntity<String> plot(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam String library)
      throws IOException {
    PlotLibrary drawing =
        PlotLibrary.named(library)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "'library' can't be '%s'.".formatted(library)));
    ServedBucket bucket = buckets.get(id);
    try (ObjectContent content = bucket.store().open(key, ReadOptions.version(version))) {
      if (content.stat().size() > PlotLibrary.LARGEST) {
        throw new ResponseStatusException(
            HttpStatus.CONTENT_TOO_LARGE,
            "'%s' has more than %,d bytes, and is no plot that is shown."
                .formatted(key, PlotLibrary.LARGEST));
      }
      String plot =
          new String(content.stream().readNBytes(PlotLibrary.LARGEST), StandardCharsets.UTF_8);
      return PlotFrame.of(drawing, "[" + plot + "]");
    }
  }

  /** What is in a bucket, by type and by time. */
  @GetMapping("/b/{id}/statistics")
  ResponseEntity<String> statistics(@PathVariable String id) {
    return PlotFrame.of(
        PlotLibrary.VEGA_LITE, StatisticsPlots.of(Statistics.of(buckets.get(id))).toString());
  }
}
