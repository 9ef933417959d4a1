package io.t4.catalog.pages.packages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.pages.BucketCard;
import io.t4.catalog.pages.preview.LinkTargets;
import io.t4.catalog.pages.preview.Preview;
import io.t4.catalog.pages.preview.Previews;
import io.t4.packages.PackageEntry;
import io.t4.storage.ObjectStat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks into entries, as far as their content is in buckets that the viewer sees: a manifest may
 * name any file of the server's machine. Thread safe.
 */
@Component
final class EntryViews {
  private static final Logger LOG = LoggerFactory.getLogger(EntryViews.class);

  private final VisibleBuckets buckets;
  private final Previews previews;

  EntryViews(VisibleBuckets buckets, Previews previews) {
    this.buckets = buckets;
    this.previews = previews;
  }

  /** Where the content of an entry is. */
  EntryPlace place(PackageEntry entry) {
    return EntryPlace.of(entry.get(), buckets.all());
  }

  /**
   * A view of an entry. That its content can't be read is told in it.
   *
   * @param path in the package
   * @param links where relative links in it lead
   */
  EntryView of(String path, PackageEntry entry, LinkTargets links) {
    EntryPlace place = place(entry);
    EntryPlace.Pinned object = place.object();
    if (object == null) {
      return view(path, entry, place, null, "Its content is in no bucket that you may see here.");
    }
    try {
      ObjectStat stat = object.bucket().store().stat(object.key(), object.version());
      Preview preview = previews.of(object.bucket(), stat, path, links);
      OptionalLong size = entry.size();
      boolean changed = size.isPresent() && size.getAsLong() != stat.size();
      return view(
          path,
          entry,
          place,
          preview,
          changed ? "The object has been changed: the revision had another content." : null);
    } catch (NoSuchFileException e) {
      return view(path, entry, place, null, "The object is not there any more.");
    } catch (IOException e) {
      LOG.warn("can't read the entry '{}' at {}: {}", path, place.uri(), e.getMessage());
      return view(path, entry, place, null, "The object can't be read.");
    }
  }

  private static EntryView view(
      String path,
      PackageEntry entry,
      EntryPlace place,
      @Nullable Preview preview,
      @Nullable String note) {
    EntryPlace.Pinned object = place.object();
    OptionalLong size = entry.size();
    return new EntryView(
        path,
        size.isPresent() ? (Long) size.getAsLong() : null,
        entry.hash().map(hash -> hash.type() + " " + hash.value()).orElse(null),
        RevisionHeader.json(entry.meta()),
        place,
        object == null ? null : BucketCard.of(object.bucket()),
        preview,
        note);
  }
}
