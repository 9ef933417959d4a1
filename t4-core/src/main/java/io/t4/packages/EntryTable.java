package io.t4.packages;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Entries in the order of their logical keys, in little memory: some 100 bytes for a usual entry,
 * where objects and strings would take 600. Immutable.
 *
 * <p>Entries are encoded in blocks. In a block, each key, URI and metadata is written as the length
 * of what it shares with the one before and the rest; hashes as the bytes that they stand for. An
 * entry is found by its block's first key, then by decoding the block.
 */
final class EntryTable implements Iterable<ManifestLine.Entry> {
  static final EntryTable EMPTY = new EntryTable(new byte[0][], 0);

  private static final int ENTRIES_IN_BLOCK = 32;

  private final byte[][] blocks;
  private final int size;

  private EntryTable(byte[][] blocks, int size) {
    this.blocks = blocks;
    this.size = size;
  }

  int size() {
    return size;
  }

  @Nullable PackageEntry get(String logicalKey) {
    Iterator<ManifestLine.Entry> found = from(logicalKey);
    if (found.hasNext()) {
      ManifestLine.Entry first = found.next();
      if (first.logicalKey().equals(logicalKey)) {
        return first.entry();
      }
    }
    return null;
  }

  @Override
  public Iterator<ManifestLine.Entry> iterator() {
    return new Entries(0);
  }

  /** The entries from a key on, the key's own included. */
  Iterator<ManifestLine.Entry> from(String logicalKey) {
    Entries entries = new Entries(blockOf(logicalKey));
    entries.skipBefore(logicalKey);
    return entries;
  }

  /** The last block that begins with the key or before; else the first. */
  private int blockOf(String logicalKey) {
    int low = 0;
    int high = blocks.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      String first = new EntryBlock.Decoder(blocks[middle]).next().logicalKey();
      if (LogicalKeys.ORDER.compare(first, logicalKey) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private final class Entries implements Iterator<ManifestLine.Entry> {
    private int block;
    private EntryBlock.@Nullable Decoder decoder;
    private ManifestLine.@Nullable Entry ahead;

    Entries(int block) {
      this.block = block;
    }

    void skipBefore(String logicalKey) {
      while (hasNext()) {
        ManifestLine.Entry entry = next();
        if (LogicalKeys.ORDER.compare(entry.logicalKey(), logicalKey) >= 0) {
          ahead = entry;
          return;
        }
      }
    }

    @Override
    public boolean hasNext() {
      while (ahead == null) {
        EntryBlock.Decoder open = decoder;
        if (open != null && open.hasNext()) {
          ahead = open.next();
        } else if (block < blocks.length) {
          decoder = new EntryBlock.Decoder(blocks[block++]);
        } else {
          return false;
        }
      }
      return true;
    }

    @Override
    public ManifestLine.Entry next() {
      ManifestLine.Entry entry = hasNext() ? ahead : null;
      if (entry == null) {
        throw new NoSuchElementException();
      }
      ahead = null;
      return entry;
    }
  }

  /** Makes a table of entries that come in order. For one thread. */
  static final class Builder {
    private final List<byte[]> blocks = new ArrayList<>();
    private EntryBlock.Encoder block = new EntryBlock.Encoder();
    private int size;

    /**
     * @param entry whose key comes after that of the one before
     */
    Builder add(ManifestLine.Entry entry) {
      block.add(entry);
      size++;
      if (block.count() == ENTRIES_IN_BLOCK) {
        endBlock();
      }
      return this;
    }

    Builder addAll(Iterator<ManifestLine.Entry> entries) {
      entries.forEachRemaining(this::add);
      return this;
    }

    private void endBlock() {
      blocks.add(block.bytes());
      block = new EntryBlock.Encoder();
    }

    EntryTable build() {
      if (block.count() > 0) {
        endBlock();
      }
      return new EntryTable(blocks.toArray(byte[][]::new), size);
    }
  }
}
