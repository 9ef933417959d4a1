package io.t4.catalog.packages;

import io.t4.catalog.index.PackageDocument;
import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import io.t4.packages.ManifestLine;
import io.t4.packages.ManifestReader;
import io.t4.packages.TopHash;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a revision of a package for its document, line by line: memory doesn't grow with its
 * entries. Safe for use from many threads.
 */
public final class RevisionReader {
  /** More than any pointer has, with the white space that editors leave. */
  private static final int MAX_POINTER = 1024;

  /** Of several that are read at a time a few fit into any heap. */
  private static final int MAX_LINE = 8 << 20;

  private static final int LINES_WITHOUT_LOOKING_UP = 1_000;

  private static final Pattern TOP_HASH = Pattern.compile("[0-9a-f]{64}");

  private final ObjectStore store;

  public RevisionReader(ObjectStore store) {
    this.store = store;
  }

  /**
   * Reads the revision that a pointer names.
   *
   * @param version the present one of the pointer
   * @throws NoSuchFileException if the pointer has gone since it was listed
   * @throws IOException if pointer or manifest are damaged, or can't be read
   */
  public PackageDocument read(PackagePointer pointer, ObjectVersion version) throws IOException {
    String topHash = topHash(pointer, version);
    String key = PackagePointer.MANIFESTS + topHash;
    try (ManifestReader manifest = open(pointer, topHash)) {
      PackageDocument document =
          new PackageDocument(
              pointer.key(), pointer.name(), pointer.pointer(), topHash, manifest.header());
      document.published(pointer.time().orElse(version.lastModified()));
      addEntries(document, manifest, topHash);
      return document;
    } catch (T4Exception e) {
      throw new IOException(
          "the manifest '%s', which '%s' names, is damaged: %s"
              .formatted(key, pointer.key(), e.getMessage()),
          e);
    }
  }

  private String topHash(PackagePointer pointer, ObjectVersion version) throws IOException {
    try (ObjectContent content =
        store.open(pointer.key(), ReadOptions.version(version.versionId()))) {
      String text =
          new String(content.stream().readNBytes(MAX_POINTER), StandardCharsets.UTF_8).strip();
      if (!TOP_HASH.matcher(text).matches()) {
        throw new IOException(
            "the pointer '%s' is damaged: it must be a top hash of 64 hexadecimal digits"
                .formatted(pointer.key()));
      }
      return text;
    }
  }

  private ManifestReader open(PackagePointer pointer, String topHash) throws IOException {
    String key = PackagePointer.MANIFESTS + topHash;
    try {
      return ManifestReader.of(store.open(key, ReadOptions.ALL).stream(), MAX_LINE);
    } catch (NoSuchFileException e) {
      // Not as the pointer's own: that one is there, and will be as long as it names nothing.
      throw new IOException(
          "there is no manifest '%s', which '%s' names".formatted(key, pointer.key()), e);
    }
  }

  private static void addEntries(PackageDocument document, ManifestReader manifest, String topHash)
      throws IOException {
    @Nullable TopHash actual = new TopHash(manifest.header());
    for (long lines = 0; manifest.hasNext(); lines++) {
      if (lines % LINES_WITHOUT_LOOKING_UP == 0 && Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while a manifest was read");
      }
      if (manifest.next() instanceof ManifestLine.Entry line) {
        document.entry(line.logicalKey(), line.entry().size().orElse(0));
        actual = actual == null ? null : with(line, actual);
      }
    }
    String hex = actual == null ? topHash : actual.hex();
    if (!hex.equals(topHash)) {
      throw new FormatException("its content has the top hash " + hex);
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
