package io.t4.catalog.indexing;

import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.database.ScanStates;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.settings.CatalogSettings;
import io.t4.json.Json;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ReadOptions;
import io.t4.text.TextExtractor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the indexing of all buckets shares: threads that read, the extractor, the database. */
public final class IndexingEngine implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexingEngine.class);
  private static final String BUCKET_CONFIG = ".quilt/config.json";
  private static final int MAX_CONFIG = 1024 * 1024;
  private static final int END_SECONDS = 2;

  private final CatalogSettings.Indexing settings;
  private final TextExtractor extractor;
  private final ScanStates scans;
  private final DeadLetters deadLetters;
  private final Path temporaryFiles;
  private final ExecutorService readers;

  /** Of their own, so that what changes now doesn't wait for what is scanned. */
  private final ExecutorService eventReaders;

  /**
   * @param temporaryFiles an existing directory for files whose text is extracted
   */
  public IndexingEngine(
      CatalogSettings.Indexing settings,
      TextExtractor extractor,
      ScanStates scans,
      DeadLetters deadLetters,
      Path temporaryFiles) {
    this.settings = settings;
    this.extractor = extractor;
    this.scans = scans;
    this.deadLetters = deadLetters;
    this.temporaryFiles = temporaryFiles;
    this.readers = Executors.newFixedThreadPool(settings.parallel());
    this.eventReaders = Executors.newFixedThreadPool(settings.parallel());
  }

  /** The indexing of a bucket, to be started. */
  public BucketIndexing indexing(Location bucket, ObjectStore store, BucketIndex index) {
    IndexingSettings own =
        new IndexingSettings(extensions(store), settings.maxTextBytes(), settings.tags());
    DocumentReader reader = new DocumentReader(store, extractor, own, temporaryFiles);
    return new BucketIndexing(
        bucket.toString(),
        new BucketVersions(store),
        index,
        new KeyIndexer(index, reader, readers),
        new KeyLook(
            new BucketVersions(store),
            index,
            new KeyIndexer(index, reader, eventReaders),
            eventReaders),
        scans,
        deadLetters,
        new ComparisonSchedule(settings.reconcileInterval(), settings.pollInterval()),
        new KeyChanges(settings.retryDelay()));
  }

  /** Those of the settings and of the bucket's own {@code .quilt/config.json}. */
  private Set<String> extensions(ObjectStore store) {
    Set<String> extensions = new HashSet<>();
    settings.extensions().forEach(extension -> extensions.add(extension.toLowerCase(Locale.ROOT)));
    try (ObjectContent content = store.open(BUCKET_CONFIG, ReadOptions.version(null))) {
      String json = new String(content.stream().readNBytes(MAX_CONFIG), StandardCharsets.UTF_8);
      if (Json.read(json) instanceof Map<?, ?> config
          && config.get("to_index") instanceof List<?> more) {
        more.forEach(extension -> extensions.add(extension.toString().toLowerCase(Locale.ROOT)));
      }
    } catch (NoSuchFileException e) {
      // Most buckets have none.
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} of {} is not read: {}", BUCKET_CONFIG, store.location(), e.getMessage());
    }
    return extensions;
  }

  @Override
  public void close() {
    readers.shutdownNow();
    eventReaders.shutdownNow();
    try {
      // They use what is closed after this.
      boolean ended =
          readers.awaitTermination(END_SECONDS, TimeUnit.SECONDS)
              && eventReaders.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
      LOG.debug("the readers have ended: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
