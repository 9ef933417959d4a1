package io.t4.transfer;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local file as it was when it was looked at.
 *
 * @param fileKey identifies the file behind the name, where the file system has such a thing
 */
record SourceFile(Path path, long size, FileTime modified, @Nullable Object fileKey) {

  static SourceFile of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new SourceFile(
        path, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  Content content() {
    return new FileSlice(path, 0, size);
  }

  Content slice(ByteRange range) {
    return FileSlice.of(path, range);
  }

  /**
   * Fails if the file is no longer what it was.
   *
   * @param failure what may have come of it, or null
   */
  void requireUnchanged(@Nullable IOException failure) throws IOException {
    SourceFile now = of(path);
    if (now.size != size
        || !now.modified.equals(modified)
        || !Objects.equals(now.fileKey, fileKey)) {
      FileChangedException changed = new FileChangedException(path.toString());
      if (failure != null) {
        changed.addSuppressed(failure);
      }
      throw changed;
    }
  }
}
