package io.t4.catalog.packages;

import io.t4.catalog.index.PackageDocument;
import io.t4.error.T4Exception;
import io.t4.packages.ManifestLine;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectVersion;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a revision of a package for its document, line by line: memory doesn't grow with its
 * entries. Safe for use from many threads.
 */
public final class RevisionReader {
  /** More than any pointer has, with the white space that editors leave. */
  private static final int MAX_POINTER = 1024;

  private static final Pattern TOP_HASH = Pattern.compile("[0-9a-f]{64}");

  private final ObjectStore store;
  private final Manifests manifests;

  public RevisionReader(ObjectStore store) {
    this.store = store;
    this.manifests = new Manifests(store);
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
    String key = Manifests.key(topHash);
    Described described =
        new Described(pointer, topHash, pointer.time().orElse(version.lastModified()));
    try {
      manifests.read(topHash, described);
      return described.document();
    } catch (NoSuchFileException e) {
      // Not as the pointer's own: that one is there, and will be as long as it names nothing.
      throw new IOException(
          "there is no manifest '%s', which '%s' names".formatted(key, pointer.key()), e);
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

  /** Makes the document of what is heard. */
  private static final class Described implements Manifests.Listener {
    private final PackagePointer pointer;
    private final String topHash;
    private final Instant published;
    private @Nullable PackageDocument document;

    Described(PackagePointer pointer, String topHash, Instant published) {
      this.pointer = pointer;
      this.topHash = topHash;
      this.published = published;
    }

    @Override
    public void header(Map<String, ? extends @Nullable Object> header) {
      document =
          new PackageDocument(pointer.key(), pointer.name(), pointer.pointer(), topHash, header)
              .published(published);
    }

    @Override
    public void line(ManifestLine line) {
      if (line instanceof ManifestLine.Entry entry) {
        document().entry(entry.logicalKey(), entry.entry().size().orElse(0));
      }
    }

    PackageDocument document() {
      return Objects.requireNonNull(document);
    }
  }
}
