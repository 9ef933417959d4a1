package io.t4.catalog.indexing;

import io.t4.catalog.index.IndexWrite;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.index.PackageDocument;
import io.t4.catalog.packages.PackagePointer;
import io.t4.catalog.packages.RevisionReader;
import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsTags;
import io.t4.text.ExtractedText;
import io.t4.text.ExtractedText.Outcome;
import io.t4.text.TextExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Reads a version's metadata and text for its document. Safe for use from many threads. */
final class DocumentReader {
  private static final int BUFFER = 64 * 1024;
  private static final String UNREADABLE = "UNREADABLE";

  private final ObjectStore store;
  private final TextExtractor extractor;
  private final Path temporaryFiles;
  private final Executor textThreads;
  private final TextRetries retries;
  private final RevisionReader revisions;

  /**
   * @param temporaryFiles an existing directory on a disk with room for some of the largest files
   *     that are read
   * @param textThreads in which text is extracted, as many as there are workers for it
   * @param retries of texts that took too long
   */
  DocumentReader(
      ObjectStore store,
      TextExtractor extractor,
      Path temporaryFiles,
      Executor textThreads,
      TextRetries retries) {
    this.store = store;
    this.extractor = extractor;
    this.temporaryFiles = temporaryFiles;
    this.textThreads = textThreads;
    this.retries = retries;
    this.revisions = new RevisionReader(store);
  }

  /**
   * What was read of a version.
   *
   * @param document with all that is known of it
   * @param failure why that is not all, if the store didn't give it; null else
   */
  record Read(ObjectDocument document, @Nullable IOException failure) {}

  /**
   * Reads a version. One that is listed, but that the store doesn't give, as an object in an
   * archive or with a key of its own, has a document all the same.
   *
   * @param before what the document of the same content noted of how it was read; null if there is
   *     none
   * @throws NoSuchFileException if it has gone since it was listed
   * @throws IOException if nothing can be read, whatever the version
   */
  Read read(ObjectVersion version, IndexingSettings settings, @Nullable String before)
      throws IOException {
    ObjectDocument document = new ObjectDocument(version).reading(settings.noteOf(version));
    if (version.deleteMarker()) {
      return new Read(document, null);
    }
    try {
      ObjectStat stat = store.stat(version.key(), version.versionId());
      document.metadata(stat, settings.tags() ? tags(version) : Map.of());
      Outcome outcome = addText(document, version, settings);
      if (outcome == Outcome.TIMEOUT || outcome == Outcome.CRASHED) {
        document.reading(retries.noteOf(version.key(), before, settings.noteOf(version)));
      }
      return new Read(document, null);
    } catch (NoSuchFileException
        | NoSuchBucketException
        | InvalidCredentialsException
        | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      // Noted as read in a way that no settings say, so that it is tried again.
      document.text("", UNREADABLE, e.getMessage()).reading(UNREADABLE);
      return new Read(document, e);
    }
  }

  /**
   * What must be written so that the index has, of a pointer's package, the revision that it names
   * now; empty for all other keys.
   *
   * @throws IOException if it can't be read
   */
  Optional<IndexWrite> revision(KeyState state) throws IOException {
    Optional<PackagePointer> pointer = PackagePointer.of(state.key());
    if (pointer.isEmpty()) {
      return Optional.empty();
    }
    Optional<ObjectVersion> present =
        state.versions().stream()
            .filter(version -> version.latest() && !version.deleteMarker())
            .findFirst();
    return Optional.of(
        present.isEmpty()
            ? PackageDocument.remove(state.key(), state.observed())
            : revisions.read(pointer.get(), present.get()).write(state.observed()));
  }

  private Map<String, String> tags(ObjectVersion version) throws IOException {
    if (!(store instanceof SupportsTags tagged)) {
      return Map.of();
    }
    try {
      return tagged.tags(version.key(), version.versionId());
    } catch (AccessDeniedException e) {
      // Reading them takes a permission of its own, which a catalog need not have.
      return Map.of();
    }
  }

  /** Returns null if nothing was to be read. */
  private @Nullable Outcome addText(
      ObjectDocument document, ObjectVersion version, IndexingSettings settings)
      throws IOException {
    long limit = settings.maxTextBytes();
    return switch (settings.readingOf(version)) {
      case NONE -> {
        document.text("", "NONE", null);
        yield null;
      }
      case TOO_LARGE -> addTooLarge(document, version.size(), limit);
      case AS_TEXT -> addText(document, version, limit, extractor::extractAsText);
      case BY_FORMAT -> addText(document, version, limit, extractor::extract);
    };
  }

  /** One way to read a file. */
  @FunctionalInterface
  private interface Extraction {
    ExtractedText of(String key, Path file) throws IOException;
  }

  private Outcome addText(
      ObjectDocument document, ObjectVersion version, long limit, Extraction extraction)
      throws IOException {
    String key = version.key();
    Path file = Files.createTempFile(temporaryFiles, "content-", null);
    try {
      try (ObjectContent content = store.open(key, ReadOptions.version(version.versionId()))) {
        // Since it was listed it may have been replaced; and a stream is as long as it is.
        long size = content.stat().size();
        if (size > limit || !copyAtMost(limit, content.stream(), file)) {
          return addTooLarge(document, size, limit);
        }
      }
      ExtractedText text = inTurn(() -> extraction.of(key, file));
      document.text(text.text(), text.outcome().name(), text.detail());
      return text.outcome();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Outcome addTooLarge(ObjectDocument document, long size, long limit) {
    String detail = "%d bytes; %d at the most are read".formatted(size, limit);
    document.text("", Outcome.TOO_LARGE.name(), detail);
    return Outcome.TOO_LARGE;
  }

  /** Returns whether that was all. */
  private static boolean copyAtMost(long limit, InputStream content, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      long left = limit;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        if (n > left) {
          return false;
        }
        out.write(buffer, 0, n);
        left -= n;
      }
      return true;
    }
  }

  private ExtractedText inTurn(Callable<ExtractedText> extraction) throws IOException {
    FutureTask<ExtractedText> task = new FutureTask<>(extraction);
    textThreads.execute(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while text was extracted");
    }
  }
}
