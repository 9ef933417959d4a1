package io.t4.catalog.pages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.storage.Listing;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The objects below a directory as a zip archive, whose names can't lead out of where it is
 * unpacked.
 */
record FolderArchive(ServedBucket bucket, String directory) {
  private static final Pattern SPECIAL = Pattern.compile("[%\\\\:\\p{Cntrl}]");

  static FolderArchive of(ServedBucket bucket, String prefix) {
    return new FolderArchive(bucket, ObjectKeys.directoryPrefix(prefix));
  }

  /** Of the file. */
  String name() {
    if (directory.isEmpty()) {
      return BucketCard.title(bucket) + ".zip";
    }
    String path = directory.substring(0, directory.length() - 1);
    return path.substring(path.lastIndexOf('/') + 1) + ".zip";
  }

  /** Objects that are deleted meanwhile are left out. */
  void writeTo(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    try (Listing<ObjectSummary> listing = bucket.store().list(directory)) {
      while (listing.hasNext()) {
        ObjectSummary object = listing.next();
        if (!ObjectKeys.isDirectory(object.key())) {
          add(zip, object);
        }
      }
    }
    zip.finish();
    zip.flush();
  }

  private void add(ZipOutputStream zip, ObjectSummary object) throws IOException {
    try (ObjectContent content = bucket.store().open(object.key(), ReadOptions.ALL)) {
      ZipEntry entry = new ZipEntry(safe(object.key().substring(directory.length())));
      entry.setTime(object.lastModified().toEpochMilli());
      zip.putNextEntry(entry);
      content.stream().transferTo(zip);
      zip.closeEntry();
    } catch (NoSuchFileException e) {
      // It was deleted since it was listed.
    }
  }

  /**
   * A name without what means something to file systems: that is written as in URLs, and so is
   * {@code %}, so that no two keys get the same name.
   */
  static String safe(String key) {
    return Arrays.stream(key.split("/", -1))
        .map(FolderArchive::safePart)
        .collect(Collectors.joining("/"));
  }

  private static String safePart(String part) {
    return switch (part) {
      case "" -> "%";
      case "." -> "%2E";
      case ".." -> "%2E%2E";
      default ->
          SPECIAL
              .matcher(part)
              .replaceAll(found -> "%%%02X".formatted((int) found.group().charAt(0)));
    };
  }
}
