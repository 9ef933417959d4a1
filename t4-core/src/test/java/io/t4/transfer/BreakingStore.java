package io.t4.transfer;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import io.t4.storage.DeleteFailure;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import io.t4.storage.StoreLimits;
import io.t4.storage.TransientStorageException;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A real store whose connections break. */
final class BreakingStore implements ObjectStore {
  /** How a stream comes to its end. */
  enum Break {
    /** As a store has to say it. */
    ERROR,
    /** As if that were all, which no store may do. */
    SILENT_END
  }

  private final ObjectStore store;
  private final int bytes;
  private final Break how;
  private final List<ReadOptions> requests = new CopyOnWriteArrayList<>();
  private Runnable onBreak = () -> {};

  /** Each connection breaks after so many bytes. */
  BreakingStore(ObjectStore store, int bytes, Break how) {
    this.store = store;
    this.bytes = bytes;
    this.how = how;
  }

  /** Something that happens just before a connection breaks. */
  void onBreak(Runnable action) {
    onBreak = action;
  }

  /** What was asked of {@link #open}. */
  List<ReadOptions> requests() {
    return List.copyOf(requests);
  }

  @Override
  public ObjectContent open(String key, ReadOptions options) throws IOException {
    requests.add(options);
    ObjectContent content = store.open(key, options);
    ByteRange range = options.range();
    long wanted = range == null ? content.stat().size() : range.length();
    return new ObjectContent(content.stat(), new Breaking(content.stream(), key, wanted));
  }

  private final class Breaking extends FilterInputStream {
    private final String key;
    private final long wanted;
    private int read;

    Breaking(InputStream in, String key, long wanted) {
      super(in);
      this.key = key;
      this.wanted = wanted;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (read == bytes && read < wanted) {
        onBreak.run();
        if (how == Break.SILENT_END) {
          return -1;
        }
        throw new TransientStorageException(key, "connection reset");
      }
      int n = super.read(buffer, offset, Math.min(length, bytes - read));
      read += Math.max(0, n);
      return n;
    }
  }

  @Override
  public Location location() {
    return store.location();
  }

  @Override
  public StoreLimits limits() {
    return store.limits();
  }

  @Override
  public ObjectStat stat(String key, @Nullable String versionId) throws IOException {
    return store.stat(key, versionId);
  }

  @Override
  public Listing<ObjectSummary> list(String prefix, String afterKey) throws IOException {
    return store.list(prefix, afterKey);
  }

  @Override
  public Listing<DirectoryEntry> listDirectory(String prefix, String startAfter)
      throws IOException {
    return store.listDirectory(prefix, startAfter);
  }

  @Override
  public WriteResult put(String key, Content content, WriteOptions options) throws IOException {
    return store.put(key, content, options);
  }

  @Override
  public boolean canCopyFrom(ObjectStore source) {
    return false;
  }

  @Override
  public WriteResult copy(
      ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options) {
    throw new IllegalArgumentException("can't copy from " + source.location());
  }

  @Override
  public void delete(String key, @Nullable String versionId) throws IOException {
    store.delete(key, versionId);
  }

  @Override
  public List<DeleteFailure> deleteAll(List<String> keys) throws IOException {
    return store.deleteAll(keys);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
