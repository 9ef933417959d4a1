package io.t4.catalog.pages;

import io.swagger.v3.oas.annotations.Hidden;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.PlayedMedia;
import io.t4.storage.ByteRange;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Sound and film, in the parts that a browser asks for while it plays. */
@Controller
@Hidden
final class MediaController {
  private final VisibleBuckets buckets;

  MediaController(VisibleBuckets buckets) {
    this.buckets = buckets;
  }

  @GetMapping("/b/{id}/media")
  void media(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
      @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String condition,
      HttpServletResponse response)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    PlayedMedia media =
        PlayedMedia.of(key)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "'%s' is not played.".formatted(key)));
    ObjectStat stat = bucket.store().stat(key, version);
    response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
    String tag = "\"" + stat.eTag() + "\"";
    response.setHeader(HttpHeaders.ETAG, tag);
    ByteRange all = new ByteRange(0, Math.max(1, stat.size()));
    // Parts of what has changed meanwhile don't fit together.
    boolean changed = condition != null && !condition.equals(tag);
    ByteRange part = range == null || changed ? all : part(range, all);
    if (part == null) {
      response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + stat.size());
      response.setStatus(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
      return;
    }
    response.setContentType(media.contentType());
    if (!part.equals(all)) {
      response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
      response.setHeader(
          HttpHeaders.CONTENT_RANGE,
          "bytes %d-%d/%d".formatted(part.offset(), part.last(), stat.size()));
    }
    if (stat.size() > 0) {
      response.setContentLengthLong(part.length());
      ReadOptions options = new ReadOptions(stat.versionId(), part, stat.eTag());
      try (ObjectContent content = bucket.store().open(key, options)) {
        content.stream().transferTo(response.getOutputStream());
      }
    }
  }

  /**
   * The range that is asked for; all, if there are many, since that is an answer to them, too. Null
   * if the object has none of it, or it is malformed.
   */
  private static @Nullable ByteRange part(String header, ByteRange all) {
    try {
      List<HttpRange> ranges = HttpRange.parseRanges(header);
      if (ranges.size() != 1) {
        return all;
      }
      long begin = ranges.get(0).getRangeStart(all.length());
      long end = ranges.get(0).getRangeEnd(all.length());
      return begin > all.last() || end < begin ? null : new ByteRange(begin, end - begin + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
