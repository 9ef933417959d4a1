package io.t4.catalog.packages;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.packages.ManifestLine;
import io.t4.packages.ManifestReader;
import io.t4.packages.TopHash;
import io.t4.storage.ObjectStore;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads manifests of a bucket, which anybody may have written, line by line: memory doesn't grow
 * with their entries. Safe for use from many threads.
 */
public final class Manifests {
  /** Where registries keep manifests, by their top hash. */
  private static final String PREFIX = ".quilt/packages/";

  /** In characters: of several that are read at a time a few fit into any heap. */
  private static final int MAX_LINE = 8 << 20;

  private static final int LINES_WITHOUT_LOOKING_UP = 1_000;

  private final ObjectStore store;

  /**
   * Those of a bucket.
   *
   * @param store of the bucket
   */
  public Manifests(ObjectStore store) {
    this.store = store;
  }

  /** Hears what a manifest says, in its order. */
  public interface Listener {
    /** The first line, whatever its members are. Unmodifiable. */
    void header(Map<String, ? extends @Nullable Object> header);

    /** A line after it. */
    void line(ManifestLine line);
  }

  /** The key of a manifest. */
  static String key(String topHash) {
    return PREFIX + topHash;
  }

  /**
   * Opens a manifest; whether its content has the top hash is not looked at.
   *
   * @return to be closed
   * @throws NoSuchFileException if there is none
   * @throws io.t4.error.T4Exception if its header is malformed, or beyond what can be read
   */
  public ManifestReader open(String topHash) throws IOException {
    return ManifestReader.of(store.open(key(topHash), ReadOptions.ALL).stream(), MAX_LINE);
  }

  /**
   * Reads a manifest to its end.
   *
   * @throws NoSuchFileException if there is none
   * @throws io.t4.error.T4Exception if it is malformed, beyond what can be read, or its content has
   *     another top hash, as far as that can be told line by line; the listener has heard a part
   * @throws InterruptedIOException if the thread is interrupted
   */
  public void read(String topHash, Listener listener) throws IOException {
    try (ManifestReader manifest = open(topHash)) {
      listener.header(manifest.header());
      @Nullable TopHash actual = new TopHash(manifest.header());
      for (long lines = 0; manifest.hasNext(); lines++) {
        if (lines % LINES_WITHOUT_LOOKING_UP == 0 && Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while a manifest was read");
        }
        ManifestLine line = manifest.next();
        listener.line(line);
        if (line instanceof ManifestLine.Entry entry) {
          actual = actual == null ? null : with(entry, actual);
        }
      }
      String hex = actual == null ? topHash : actual.hex();
      if (!hex.equals(topHash)) {
        throw new FormatException("its content has the top hash " + hex);
      }
    }
  }

  /**
   * Null if it can't be told line by line: entries of others needn't be in order or have hashes.
   */
  private static @Nullable TopHash with(ManifestLine.Entry line, TopHash before) {
    try {
      before.add(line.logicalKey(), line.entry());
      return before;
    } catch (IllegalArgumentException | InvalidInputException e) {
      return null;
    }
  }
}
