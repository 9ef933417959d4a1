package io.t4.catalog.pages;

import io.swagger.v3.oas.annotations.Hidden;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.Thumbnail;
import io.t4.catalog.pages.preview.Turns;
import io.t4.catalog.settings.CatalogSettings;
import io.t4.storage.ObjectContent;
import io.t4.storage.ReadOptions;
import io.t4.text.TextExtractor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The first pages of PDFs as pictures, drawn by a text worker and made anew. */
@Controller
@Hidden
final class FirstPages {
  /** Fewer than there are workers, so that the index goes on. */
  private final Turns atATime = new Turns(1);

  private final VisibleBuckets buckets;
  private final TextExtractor extractor;
  private final CatalogSettings settings;

  FirstPages(VisibleBuckets buckets, TextExtractor extractor, CatalogSettings settings) {
    this.buckets = buckets;
    this.extractor = extractor;
    this.settings = settings;
  }

  @GetMapping("/b/{id}/page")
  ResponseEntity<byte[]> page(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    Optional<byte[]> page = atATime.take(() -> page(bucket, key, version));
    return page.isEmpty()
        ? ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE).build()
        : ResponseEntity.ok()
            .contentType(MediaType.IMAGE_PNG)
            .body(Thumbnail.of(new ByteArrayInputStream(page.get()), Thumbnail.LARGE));
  }

  private Optional<byte[]> page(ServedBucket bucket, String key, @Nullable String version)
      throws IOException {
    // Deleted at the next start, if this process is killed.
    Path file = Files.createTempFile(settings.data().resolve("temporary"), "page-", null);
    try (ObjectContent content = bucket.store().open(key, ReadOptions.version(version))) {
      if (content.stat().size() > settings.indexing().maxTextBytes()) {
        return Optional.empty();
      }
      Files.copy(content.stream(), file, StandardCopyOption.REPLACE_EXISTING);
      return extractor.firstPage(key, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
