package io.t4.catalog.indexing;

import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.database.ScanStates;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.settings.CatalogSettings;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.SupportsTags;
import io.t4.text.TextExtractor;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the indexing of all buckets shares: threads that read, the extractor, the database. */
public final class IndexingEngine implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexingEngine.class);
  private static final int END_SECONDS = 2;

  private final CatalogSettings settings;
  private final TextExtractor extractor;
  private final ScanStates scans;
  private final DeadLetters deadLetters;
  private final Path temporaryFiles;
  private final FairThreads readers;

  /** Of their own, so that what changes now doesn't wait for what is scanned. */
  private final FairThreads eventReaders;

  /** In which text is extracted. */
  private final FairThreads textThreads;

  /**
   * @param temporaryFiles an existing directory for files whose text is extracted
   */
  public IndexingEngine(
      CatalogSettings settings,
      TextExtractor extractor,
      ScanStates scans,
      DeadLetters deadLetters,
      Path temporaryFiles) {
    this.settings = settings;
    this.extractor = extractor;
    this.scans = scans;
    this.deadLetters = deadLetters;
    this.temporaryFiles = temporaryFiles;
    int parallel = settings.indexing().parallel();
    this.readers = new FairThreads(parallel);
    this.eventReaders = new FairThreads(parallel);
    this.textThreads = new FairThreads(settings.indexing().textWorkers());
  }

  /** The indexing of a bucket, to be started. */
  public BucketIndexing indexing(Location bucket, ObjectStore store, BucketIndex index) {
    String name = bucket.toString();
    CatalogSettings.Indexing indexing = settings.indexing();
    BucketSettings own = new BucketSettings(store, settings(bucket, store));
    BucketVersions versions = new BucketVersions(store);
    Executor eventShare = eventReaders.share();
    KeyChanges changes = new KeyChanges(indexing.retryDelay());
    TextRetries retries = new TextRetries(indexing.textRetryDelay(), changes);
    KeyIndexer forEvents = new KeyIndexer(index, reader(store, retries), eventShare);
    KeysAtWork atWork = new KeysAtWork();
    return new BucketIndexing(
        name,
        new Comparisons(
            versions,
            own,
            index,
            new ComparedKeys(
                name,
                new KeyIndexer(index, reader(store, retries), readers.share()),
                deadLetters,
                changes,
                atWork)),
        new Comparisons(
            versions, own, index, new ComparedKeys(name, forEvents, deadLetters, changes, atWork)),
        own,
        index,
        new KeyLook(versions, own, index, forEvents, eventShare),
        new ScanProgress(name, scans),
        deadLetters,
        new ComparisonSchedule(indexing.reconcileInterval(), indexing.pollInterval()),
        changes,
        atWork);
  }

  private DocumentReader reader(ObjectStore store, TextRetries retries) {
    return new DocumentReader(store, extractor, temporaryFiles, textThreads.share(), retries);
  }

  /** What the catalog's settings say of a bucket. */
  private IndexingSettings settings(Location bucket, ObjectStore store) {
    CatalogSettings.Indexing all = settings.indexing();
    CatalogSettings.BucketSettings own = settings.of(bucket);
    Set<String> extensions = new HashSet<>();
    Stream.concat(all.extensions().stream(), own.extensions().stream())
        .forEach(extension -> extensions.add(extension.toLowerCase(Locale.ROOT)));
    long maxTextBytes =
        Math.min(
            all.maxTextBytes(), Objects.requireNonNullElse(own.maxTextBytes(), all.maxTextBytes()));
    boolean tags = Objects.requireNonNullElse(own.tags(), all.tags());
    return new IndexingSettings(
        extensions, maxTextBytes, tags && store instanceof SupportsTags, extractor::handles);
  }

  @Override
  public void close() {
    readers.shutdownNow();
    eventReaders.shutdownNow();
    textThreads.shutdownNow();
    try {
      // They use what is closed after this.
      boolean ended =
          readers.awaitTermination(END_SECONDS, TimeUnit.SECONDS)
              && eventReaders.awaitTermination(END_SECONDS, TimeUnit.SECONDS)
              && textThreads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
      LOG.debug("the readers have ended: {}", ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
