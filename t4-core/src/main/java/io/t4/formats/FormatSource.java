package io.t4.formats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Content to be read by a {@link FormatHandler}, already decompressed. */
public interface FormatSource {
  /** The extension in lower case, without the dot and without a compression's; may be empty. */
  String extension();

  /** The content from its beginning; may be called again. The caller closes it. */
  InputStream open() throws IOException;

  /**
   * The content as a local file, for libraries that need one. It is made at the first call, must
   * not be changed, and lasts as long as the call that was given this source.
   */
  Path file() throws IOException;
}
