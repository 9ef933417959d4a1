package io.t4.catalog.indexing;

import io.t4.catalog.index.ObjectDocument;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsTags;
import io.t4.text.ExtractedText;
import io.t4.text.TextExtractor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Reads a version's metadata and text for its document. Safe for use from many threads. */
final class DocumentReader {
  private final ObjectStore store;
  private final TextExtractor extractor;
  private final IndexingSettings settings;
  private final Path temporaryFiles;

  /**
   * @param temporaryFiles an existing directory on a disk with room for some of the largest files
   *     that are read
   */
  DocumentReader(
      ObjectStore store, TextExtractor extractor, IndexingSettings settings, Path temporaryFiles) {
    this.store = store;
    this.extractor = extractor;
    this.settings = settings;
    this.temporaryFiles = temporaryFiles;
  }

  /**
   * The document of a version.
   *
   * @throws NoSuchFileException if it has gone since it was listed
   * @throws IOException if the store doesn't give the version
   */
  ObjectDocument read(ObjectVersion version) throws IOException {
    ObjectDocument document = new ObjectDocument(version);
    if (version.deleteMarker()) {
      return document;
    }
    ObjectStat stat = store.stat(version.key(), version.versionId());
    document.metadata(stat, tags(version));
    addText(document, version);
    return document;
  }

  /** Whether documents have tags. */
  boolean readsTags() {
    return settings.tags() && store instanceof SupportsTags;
  }

  private Map<String, String> tags(ObjectVersion version) throws IOException {
    if (!settings.tags() || !(store instanceof SupportsTags tagged)) {
      return Map.of();
    }
    try {
      return tagged.tags(version.key(), version.versionId());
    } catch (AccessDeniedException e) {
      // Reading them takes a permission of its own, which a catalog need not have.
      return Map.of();
    }
  }

  private void addText(ObjectDocument document, ObjectVersion version) throws IOException {
    String key = version.key();
    boolean asText = settings.indexesAsText(key);
    if (!asText && !extractor.handles(key)) {
      document.text("", "NONE", null);
      return;
    }
    if (version.size() > settings.maxTextBytes()) {
      String detail =
          "%d bytes; %d at the most are read".formatted(version.size(), settings.maxTextBytes());
      document.text("", "TOO_LARGE", detail);
      return;
    }
    Path file = Files.createTempFile(temporaryFiles, "content-", null);
    try {
      try (ObjectContent content = store.open(key, ReadOptions.version(version.versionId()))) {
        Files.copy(content.stream(), file, StandardCopyOption.REPLACE_EXISTING);
      }
      ExtractedText text =
          asText ? extractor.extractAsText(key, file) : extractor.extract(key, file);
      document.text(text.text(), text.outcome().name(), text.detail());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
