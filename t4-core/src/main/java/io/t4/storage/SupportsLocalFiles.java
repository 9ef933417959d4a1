package io.t4.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A store whose objects are files on this machine. */
public interface SupportsLocalFiles {
  /**
   * The file that holds an object's content, for reading only.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such object
   */
  Path file(String key) throws IOException;
}
