package io.t4.catalog.pages.packages;

import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.BucketCard;
import io.t4.catalog.pages.Crumb;
import io.t4.catalog.pages.preview.LinkTargets;
import io.t4.error.NotFoundException;
import io.t4.packages.PackageEntry;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** A revision of a package: what it is, one of its directories or entries, and how to get it. */
@Controller
final class PackagePage {
  private static final String README = "README.md";

  private final VisibleBuckets buckets;
  private final Revisions revisions;
  private final EntryViews entries;

  PackagePage(VisibleBuckets buckets, Revisions revisions, EntryViews entries) {
    this.buckets = buckets;
    this.revisions = revisions;
    this.entries = entries;
  }

  /**
   * @param hash of the revision, as in {@link Revisions#topHash}
   * @param path of an entry or directory
   * @param starts what names in the directory must begin with
   * @param after the name after which the page begins
   */
  @GetMapping("/b/{id}/package")
  String revision(
      @PathVariable String id,
      @RequestParam String name,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam(defaultValue = "") String path,
      @RequestParam(defaultValue = "") String starts,
      @RequestParam(defaultValue = "") String after,
      Model model)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    String topHash = revisions.topHash(bucket, name, hash);
    RevisionContents contents = new RevisionContents(path, starts, after);
    revisions.read(bucket, name, topHash, contents);
    model.addAttribute("bucket", BucketCard.of(bucket));
    model.addAttribute("name", name);
    model.addAttribute("hash", hash);
    model.addAttribute("topHash", topHash);
    model.addAttribute("published", published(bucket, name, topHash));
    model.addAttribute("contents", contents);
    model.addAttribute("starts", starts);
    model.addAttribute("first", after.isEmpty());
    model.addAttribute("header", contents.header());
    LinkTargets links = new RevisionLinks(bucket.id(), name, topHash);
    PackageEntry entry = contents.entry();
    if (entry != null) {
      model.addAttribute("entry", entries.of(path, entry, links));
      model.addAttribute("crumbs", Crumb.of(name, path));
      model.addAttribute("last", path.substring(path.lastIndexOf('/') + 1));
    } else {
      directory(contents, name, path, model);
      PackageEntry readme = contents.readme();
      model.addAttribute(
          "readme", readme == null || !path.isEmpty() ? null : entries.of(README, readme, links));
    }
    model.addAttribute(
        "snippets", PackageSnippets.of(bucket.location(), name, hash.isEmpty() ? null : topHash));
    return "revision";
  }

  private void directory(RevisionContents contents, String name, String path, Model model) {
    if (!contents.hasDirectory()) {
      throw new NotFoundException(
          "The package '%s' has no '%s' in this revision.".formatted(name, path));
    }
    model.addAttribute("crumbs", Crumb.of(name, contents.directory()));
    model.addAttribute("last", null);
    model.addAttribute("rows", contents.rows(buckets.all()));
    model.addAttribute("next", contents.next());
  }

  private static @Nullable Instant published(ServedBucket bucket, String name, String topHash) {
    return PackageIndex.of(bucket).published(name, topHash).orElse(null);
  }

  /** Leads to the picture that an entry is, if the viewer may see it. */
  @GetMapping("/b/{id}/package/picture")
  String picture(
      @PathVariable String id,
      @RequestParam String name,
      @RequestParam(defaultValue = "") String hash,
      @RequestParam String path)
      throws IOException {
    ServedBucket bucket = buckets.get(id);
    RevisionContents contents = new RevisionContents(path, "", "");
    revisions.read(bucket, name, revisions.topHash(bucket, name, hash), contents);
    PackageEntry entry = contents.entry();
    EntryPlace.Pinned object = entry == null ? null : entries.place(entry).object();
    if (object == null) {
      throw new NotFoundException(
          "The package '%s' has no picture '%s' that you may see.".formatted(name, path));
    }
    String version =
        object.version() == null ? "" : "&version=" + LinkTargets.encoded(object.version());
    return "redirect:/b/%s/picture?key=%s%s"
        .formatted(object.bucket().id(), LinkTargets.encoded(object.key()), version);
  }
}
