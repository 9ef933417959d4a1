package io.t4.storage.local;

import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;

/**
 * A file that is an object, or an empty directory that is a directory marker, as it was at one
 * moment.
 *
 * @param path the name in the directory tree, possibly a symbolic link
 * @param target what is read: the path itself, or where the link leads to
 */
record LocalFile(String key, Path path, Path target, BasicFileAttributes attributes) {

  /** In bytes; the marker of a directory is empty, whatever the disk says. */
  long size() {
    return attributes.isDirectory() ? 0 : attributes.size();
  }

  Instant lastModified() {
    return attributes.lastModifiedTime().toInstant();
  }

  /**
   * Changes with every write, and costs no reading: size, time and identity of the file. The prefix
   * keeps it from being taken for an MD5.
   */
  String eTag() {
    Instant time = lastModified();
    return "local-%x-%x.%x-%x"
        .formatted(
            size(), time.getEpochSecond(), time.getNano(), Objects.hashCode(attributes.fileKey()));
  }

  ObjectSummary summary() {
    return new ObjectSummary(key, size(), lastModified(), eTag(), null);
  }

  /** With the metadata, which is read from the file now. */
  ObjectStat stat() throws IOException {
    return new ObjectStat(
        key,
        size(),
        lastModified(),
        eTag(),
        null,
        FileMetadata.read(target),
        FileMetadata.readContentType(target).orElse(null),
        null);
  }
}
