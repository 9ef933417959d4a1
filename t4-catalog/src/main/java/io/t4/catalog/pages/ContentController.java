package io.t4.catalog.pages;

import io.swagger.v3.oas.annotations.Hidden;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.Thumbnail;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ReadOptions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The bytes of objects: to be kept, never to be run; pictures made anew. */
@Controller
@Hidden
final class ContentController {
  /** An origin of its own without scripts, forms and requests, also if it is opened by itself. */
  private static final String IN_FRAME =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

  /** In bytes. */
  private static final int MOST_IN_FRAME = 4 * 1024 * 1024;

  private final VisibleBuckets buckets;

  ContentController(VisibleBuckets buckets) {
    this.buckets = buckets;
  }

  @GetMapping("/b/{id}/content")
  void content(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version,
      HttpServletResponse response)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    try (ObjectContent content = bucket.store().open(key, ReadOptions.version(version))) {
      attachment(response, ObjectKeys.name(key));
      response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
      response.setContentLengthLong(content.stat().size());
      content.stream().transferTo(response.getOutputStream());
    }
  }

  /** What is below a directory, as an archive that is made while it is sent. */
  @GetMapping("/b/{id}/archive")
  void archive(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String prefix,
      HttpServletResponse response)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    FolderArchive archive = FolderArchive.of(bucket, prefix);
    attachment(response, archive.name());
    response.setContentType("application/zip");
    archive.writeTo(response.getOutputStream());
  }

  /**
   * A picture.
   *
   * @param small whether it is one of many
   */
  @GetMapping("/b/{id}/picture")
  ResponseEntity<byte[]> picture(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(defaultValue = "false") boolean small)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    try (ObjectContent content = bucket.store().open(key, ReadOptions.version(version))) {
      if (content.stat().size() > Thumbnail.MOST_BYTES) {
        return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE).build();
      }
      return ResponseEntity.ok()
          .contentType(MediaType.IMAGE_PNG)
          .body(Thumbnail.of(content.stream(), small ? Thumbnail.SMALL : Thumbnail.LARGE));
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      return ResponseEntity.status(HttpStatus.UNSUPPORTED_MEDIA_TYPE).build();
    }
  }

  /**
   * HTML as somebody wrote it, from which a frame of a page is made; it can do and load nothing.
   */
  @GetMapping("/b/{id}/frame")
  ResponseEntity<byte[]> frame(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    try (ObjectContent content = bucket.store().open(key, ReadOptions.version(version))) {
      return ResponseEntity.ok()
          .header("Content-Security-Policy", IN_FRAME)
          .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
          .body(content.stream().readNBytes(MOST_IN_FRAME));
    }
  }

  private static void attachment(HttpServletResponse response, String name) {
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
  }
}
