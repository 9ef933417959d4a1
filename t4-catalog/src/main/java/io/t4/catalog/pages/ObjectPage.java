package io.t4.catalog.pages;

import io.t4.bucket.ObjectMeta;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.JsonTree;
import io.t4.catalog.pages.preview.Previews;
import io.t4.catalog.pages.tables.Tables;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.SupportsTags;
import io.t4.storage.SupportsVersioning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** An object: a look into it, its versions and its metadata. */
@Controller
final class ObjectPage {
  private static final int MOST_VERSIONS = 100;

  private final VisibleBuckets buckets;
  private final Previews previews;

  ObjectPage(VisibleBuckets buckets, Previews previews) {
    this.buckets = buckets;
    this.previews = previews;
  }

  /**
   * @param version null for the current one
   * @param offset where the part of a text begins that is shown, in bytes
   */
  @GetMapping("/b/{id}/object")
  String object(
      @PathVariable String id,
      @RequestParam String key,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(defaultValue = "0") long offset,
      Model model)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    Location object = bucket.location().resolve(key, version);
    ObjectStat stat = bucket.store().stat(key, version);
    ObjectMeta meta = ObjectMeta.of(stat);
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("crumbs", Crumb.of(BucketCard.title(bucket), key));
    model.addAttribute("name", ObjectKeys.name(key));
    model.addAttribute("stat", stat);
    model.addAttribute("address", object.toString());
    model.addAttribute("version", version);
    model.addAttribute("wholeTable", Tables.isTable(key));
    model.addAttribute(
        "preview", offset == 0 ? previews.of(bucket, stat) : previews.part(bucket, stat, offset));
    model.addAttribute(
        "userMeta", meta.userMeta().isEmpty() ? null : JsonTree.html(meta.userMeta()));
    model.addAttribute("tags", tags(bucket.store(), key, version));
    model.addAttribute("versions", versions(bucket.store(), key));
    model.addAttribute("snippets", Snippets.ofObject(object));
    return "object";
  }

  private static Map<String, String> tags(ObjectStore store, String key, @Nullable String version)
      throws IOException {
    return store instanceof SupportsTags tags ? tags.tags(key, version) : Map.of();
  }

  /** Newest first. */
  private static List<ObjectVersion> versions(ObjectStore store, String key) throws IOException {
    List<ObjectVersion> versions = new ArrayList<>();
    if (store instanceof SupportsVersioning versioning && versioning.mayHoldVersions()) {
      try (Listing<ObjectVersion> listing = versioning.listVersions(key)) {
        while (versions.size() < MOST_VERSIONS && listing.hasNext()) {
          ObjectVersion version = listing.next();
          if (!version.key().equals(key)) {
            break;
          }
          versions.add(version);
        }
      }
    }
    return versions;
  }
}
