package io.t4.bucket;

import io.t4.formats.FormatSource;
import io.t4.session.T4Session;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsLocalFiles;
import io.t4.storage.local.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One version of an object as a handler reads it: as a stream, or fetched to a temporary file. */
final class ObjectSource implements FormatSource, Closeable {
  private final T4Session session;
  private final ObjectStore store;
  private final ObjectStat stat;
  private @Nullable Scratch temporary;

  ObjectSource(T4Session session, ObjectStore store, ObjectStat stat) {
    this.session = session;
    this.store = store;
    this.stat = stat;
  }

  @Override
  public String extension() {
    String name = stat.key().substring(stat.key().lastIndexOf('/') + 1);
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  @Override
  public InputStream open() throws IOException {
    ReadOptions version = new ReadOptions(stat.versionId(), null, stat.eTag());
    return store.open(stat.key(), version).stream();
  }

  @Override
  public Path file() throws IOException {
    if (store instanceof SupportsLocalFiles local) {
      return local.file(stat.key());
    }
    if (temporary == null) {
      Scratch file = Scratch.file("." + extension().replaceAll("[^a-z0-9]", ""));
      temporary = file;
      session.transfers().download(store, stat.summary(), file.path());
    }
    return temporary.path();
  }

  @Override
  public void close() throws IOException {
    if (temporary != null) {
      temporary.close();
    }
  }
}
