package io.t4.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * An object that is being read.
 *
 * @param stat the version that is read; its size is that of the whole object, also when a range is
 *     read
 * @param stream ends after exactly the bytes asked for; a connection that breaks before is an
 *     {@link IOException}, never a premature end
 */
public record ObjectContent(ObjectStat stat, InputStream stream) implements Closeable {
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
