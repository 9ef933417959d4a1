package io.t4.catalog.indexing;

import io.t4.catalog.index.ObjectDocument;
import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsTags;
import io.t4.text.ExtractedText;
import io.t4.text.TextExtractor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a version's metadata and text for its document. Safe for use from many threads. */
final class DocumentReader {
  private static final String UNREADABLE = "UNREADABLE";

  private final ObjectStore store;
  private final TextExtractor extractor;
  private final Path temporaryFiles;

  /**
   * @param temporaryFiles an existing directory on a disk with room for some of the largest files
   *     that are read
   */
  DocumentReader(ObjectStore store, TextExtractor extractor, Path temporaryFiles) {
    this.store = store;
    this.extractor = extractor;
    this.temporaryFiles = temporaryFiles;
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
   * @throws NoSuchFileException if it has gone since it was listed
   * @throws IOException if nothing can be read, whatever the version
   */
  Read read(ObjectVersion version, IndexingSettings settings) throws IOException {
    ObjectDocument document = new ObjectDocument(version).reading(settings.noteOf(version));
    if (version.deleteMarker()) {
      return new Read(document, null);
    }
    try {
      ObjectStat stat = store.stat(version.key(), version.versionId());
      document.metadata(stat, settings.tags() ? tags(version) : Map.of());
      addText(document, version, settings);
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

  private void addText(ObjectDocument document, ObjectVersion version, IndexingSettings settings)
      throws IOException {
    switch (settings.readingOf(version)) {
      case NONE -> document.text("", "NONE", null);
      case TOO_LARGE -> {
        String detail =
            "%d bytes; %d at the most are read".formatted(version.size(), settings.maxTextBytes());
        document.text("", "TOO_LARGE", detail);
      }
      case AS_TEXT -> addText(document, version, extractor::extractAsText);
      case BY_FORMAT -> addText(document, version, extractor::extract);
    }
  }

  /** One way to read a file. */
  @FunctionalInterface
  private interface Extraction {
    ExtractedText of(String key, Path file) throws IOException;
  }

  private void addText(ObjectDocument document, ObjectVersion version, Extraction extraction)
      throws IOException {
    String key = version.key();
    Path file = Files.createTempFile(temporaryFiles, "content-", null);
    try {
      try (ObjectContent content = store.open(key, ReadOptions.version(version.versionId()))) {
        Files.copy(content.stream(), file, StandardCopyOption.REPLACE_EXISTING);
      }
      ExtractedText text = extraction.of(key, file);
      document.text(text.text(), text.outcome().name(), text.detail());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
