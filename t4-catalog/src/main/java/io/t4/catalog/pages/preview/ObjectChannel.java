package io.t4.catalog.pages.preview;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.storage.ByteRange;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that is read here and there, in blocks, up to a limit. Of a version that goes away
 * meanwhile a read fails. For one thread.
 */
final class ObjectChannel implements SeekableByteChannel {
  private static final int BLOCK = 64 * 1024;
  private static final int KEPT_BLOCKS = 8;

  private final ServedBucket bucket;
  private final ObjectStat stat;
  private long left;
  private long position;
  private boolean exhausted;
  private boolean closed;

  private final Map<Long, byte[]> blocks =
      new LinkedHashMap<>(KEPT_BLOCKS, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > KEPT_BLOCKS;
        }
      };

  /**
   * Opens it.
   *
   * @param limit how much is read of it at most, in bytes; then it seems to end, and is {@link
   *     #isExhausted}
   */
  ObjectChannel(ServedBucket bucket, ObjectStat stat, long limit) {
    this.bucket = bucket;
    this.stat = stat;
    this.left = limit;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= stat.size()) {
      return -1;
    }
    byte[] block = block(position / BLOCK);
    if (block == null) {
      return -1;
    }
    int begin = (int) (position % BLOCK);
    int length = Math.min(target.remaining(), block.length - begin);
    target.put(block, begin, length);
    position += length;
    return length;
  }

  /** Null if it would be too much. */
  private byte @Nullable [] block(long number) throws IOException {
    byte[] known = blocks.get(number);
    if (known != null) {
      return known;
    }
    long begin = number * BLOCK;
    int length = (int) Math.min(BLOCK, stat.size() - begin);
    if (length > left) {
      exhausted = true;
      return null;
    }
    left -= length;
    ReadOptions options =
        new ReadOptions(stat.versionId(), new ByteRange(begin, length), stat.eTag());
    try (ObjectContent content = bucket.store().open(stat.key(), options)) {
      byte[] block = content.stream().readNBytes(length);
      if (block.length < length) {
        throw new IOException("'%s' ended early".formatted(stat.key()));
      }
      blocks.put(number, block);
      return block;
    }
  }

  /** Whether more was asked for than is read. */
  boolean isExhausted() {
    return exhausted;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return stat.size();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
