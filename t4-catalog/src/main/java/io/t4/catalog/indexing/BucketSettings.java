package io.t4.catalog.indexing;

import io.t4.json.Json;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a bucket is indexed at present: what the catalog's settings say, and the bucket's own
 * {@value #KEY}, which may change at any time. Safe for use from many threads.
 */
final class BucketSettings {
  /** Where a bucket has settings of its own. */
  static final String KEY = ".quilt/config.json";

  private static final Logger LOG = LoggerFactory.getLogger(BucketSettings.class);
  private static final int MAX_BYTES = 1024 * 1024;

  /** Of a change hears one instance of several; the others find it so. */
  private static final Duration READ_AGAIN = Duration.ofMinutes(1);

  private final ObjectStore store;
  private final IndexingSettings catalogs;
  private @Nullable IndexingSettings present;
  private long readAt;

  /** Whether what was read is known to be old. */
  private boolean stale;

  /**
   * @param catalogs what the bucket's own settings are added to
   */
  BucketSettings(ObjectStore store, IndexingSettings catalogs) {
    this.store = store;
    this.catalogs = catalogs;
  }

  /**
   * What holds now; read if it wasn't yet.
   *
   * @throws IOException if it can't be read; not because there is none
   */
  synchronized IndexingSettings get() throws IOException {
    IndexingSettings known = present;
    return known == null ? read() : known;
  }

  /**
   * Reads again what was read a minute ago or earlier.
   *
   * @return whether it has changed since it was read before
   * @throws IOException if it can't be read; what was known holds on
   */
  synchronized boolean refresh() throws IOException {
    boolean isFresh =
        !stale && present != null && System.nanoTime() - readAt < READ_AGAIN.toNanos();
    return !isFresh && reload();
  }

  /**
   * Reads again.
   *
   * @return whether it has changed since it was read before
   * @throws IOException if it can't be read; what was known holds on
   */
  synchronized boolean reload() throws IOException {
    IndexingSettings before = present;
    stale = true;
    boolean changed = !read().equals(before) && before != null;
    if (changed) {
      LOG.info("{} of {} says something else now", KEY, store.location());
    }
    return changed;
  }

  private synchronized IndexingSettings read() throws IOException {
    Set<String> extensions = new HashSet<>(catalogs.extensions());
    extensions.addAll(toIndex());
    IndexingSettings read =
        new IndexingSettings(
            extensions, catalogs.maxTextBytes(), catalogs.tags(), catalogs.known());
    present = read;
    readAt = System.nanoTime();
    stale = false;
    return read;
  }

  private Set<String> toIndex() throws IOException {
    Set<String> extensions = new HashSet<>();
    try (ObjectContent content = store.open(KEY, ReadOptions.version(null))) {
      String json = new String(content.stream().readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
      if (Json.read(json) instanceof Map<?, ?> config
          && config.get("to_index") instanceof List<?> more) {
        more.forEach(extension -> extensions.add(extension.toString().toLowerCase(Locale.ROOT)));
      }
    } catch (NoSuchFileException e) {
      // Most buckets have none.
    } catch (AccessDeniedException | RuntimeException e) {
      // It says nothing to this catalog, and won't so soon.
      LOG.warn("{} of {} is not read: {}", KEY, store.location(), e.getMessage());
    }
    return extensions;
  }
}
