package io.t4.catalog.pages.packages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.BucketCard;
import io.t4.catalog.pages.preview.ContentComparison;
import io.t4.catalog.pages.preview.Previews;
import io.t4.error.NotFoundException;
import io.t4.packages.EntryChange;
import io.t4.packages.PackageEntry;
import io.t4.storage.ObjectStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** How two revisions of a package differ: entries, metadata, and the content of an entry. */
@Controller
final class DifferencesPage {
  private final VisibleBuckets buckets;
  private final Revisions revisions;
  private final EntryViews entries;
  private final Previews previews;

  DifferencesPage(
      VisibleBuckets buckets, Revisions revisions, EntryViews entries, Previews previews) {
    this.buckets = buckets;
    this.revisions = revisions;
    this.entries = entries;
    this.previews = previews;
  }

  /**
   * @param from the earlier revision, as in {@link Revisions#topHash}
   * @param to the later one
   * @param entry of which the content is compared
   */
  @GetMapping("/b/{id}/package/diff")
  String differences(
      @PathVariable String id,
      @RequestParam String name,
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam(defaultValue = "") String entry,
      Model model)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    String before = revisions.topHash(bucket, name, from);
    String after = revisions.topHash(bucket, name, to);
    RevisionDifferences found = new RevisionDifferences(entry);
    revisions.compare(bucket, name, before, after, found);
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("name", name);
    model.addAttribute("from", before);
    model.addAttribute("to", after);
    model.addAttribute("found", found);
    model.addAttribute("metadata", metadata(found.before().meta(), found.after().meta()));
    model.addAttribute("entry", entry);
    if (!entry.isEmpty()) {
      model.addAttribute("contentChange", content(name, entry, found.change()));
    }
    return "revision-diff";
  }

  /** Null if it is the same. */
  private static @Nullable ContentComparison metadata(
      @Nullable String before, @Nullable String after) {
    return Objects.equals(before, after)
        ? null
        : ContentComparison.of(before == null ? "" : before, after == null ? "" : after);
  }

  private ContentComparison content(String name, String entry, @Nullable EntryChange change)
      throws IOException {
    PackageEntry before = change == null ? null : change.before();
    PackageEntry after = change == null ? null : change.after();
    if (before == null || after == null) {
      throw new NotFoundException(
          "'%s' is no entry of '%s' that both revisions have and that differs."
              .formatted(entry, name));
    }
    return ContentComparison.of(text(before), text(after));
  }

  /** Empty if it is none that can be shown, or none that the viewer may see. */
  private Optional<String> text(PackageEntry entry) throws IOException {
    EntryPlace.Pinned object = entries.place(entry).object();
    if (object == null) {
      return Optional.empty();
    }
    try {
      ObjectStat stat = object.bucket().store().stat(object.key(), object.version());
      return entry.size().isPresent() && entry.size().getAsLong() != stat.size()
          ? Optional.empty()
          : previews.text(object.bucket(), stat, ContentComparison.LONGEST_TEXT);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
