package io.t4.transfer;

import java.nio.file.FileSystemException;

/** A local file changed while it was being read; nothing was stored. */
final class FileChangedException extends FileSystemException {
  FileChangedException(String file) {
    super(
        file,
        null,
        "the file changed while it was being uploaded, and nothing was stored; try again when nobody writes to it");
  }
}
