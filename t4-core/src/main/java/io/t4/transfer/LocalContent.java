package io.t4.transfer;

import io.t4.storage.Content;
import java.io.IOException;
import java.nio.file.Path;

/** Reads local files that may be changing. */
public final class LocalContent {
  private LocalContent() {}

  /** What is done with a file's content. */
  @FunctionalInterface
  public interface Reading<T> {
    T of(Content content) throws IOException;
  }

  /**
   * Does something with a file's content.
   *
   * @throws FileChangedException if the file changes meanwhile; what was read may be torn
   */
  public static <T> T reading(Path file, Reading<T> reading) throws IOException {
    SourceFile source = SourceFile.of(file);
    try {
      T result = reading.of(source.content());
      source.requireUnchanged(null);
      return result;
    } catch (IOException e) {
      source.requireUnchanged(e);
      throw e;
    }
  }
}
