package io.t4.catalog.index;

import io.t4.catalog.query.Composed;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the index holds of one revision of a package, by the pointer that names it. It stands beside
 * the documents of objects, in the same fields, and has no key. For one thread.
 */
public final class PackageDocument {
  /** A query that finds packages alone. */
  public static final Map<String, Object> IS_PACKAGE =
      Map.of("exists", Map.of("field", "top_hash"));

  /** How many characters of logical keys can be searched for, as of a text. */
  static final int MAX_KEYS = 1_000_000;

  /** Of the message and the workflow's name, in characters. */
  private static final int MAX_TEXT = 8_000;

  /** In the place of a version id, which it can't be. */
  private static final String ROLE = "\0package";

  private static final String LATEST = "latest";

  private final String pointerKey;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final StringBuilder keys = new StringBuilder();

  /** Of the revision that is browsed if none is named logical keys are searched. */
  private final boolean latest;

  private long size;
  private long entries;
  private long entriesInText;

  /**
   * The document of a revision without its entries.
   *
   * @param pointerKey of the object that is the pointer
   * @param name of the package
   * @param pointer {@code latest}, or seconds since 1970
   * @param header of the manifest; whatever its members are
   */
  public PackageDocument(
      String pointerKey,
      String name,
      String pointer,
      String topHash,
      Map<String, ? extends @Nullable Object> header) {
    this.pointerKey = pointerKey;
    document.put("name", Composed.of(name));
    document.put("name_text", KeyText.of(name));
    this.latest = pointer.equals(LATEST);
    document.put("pointer", pointer);
    document.put("latest", latest);
    document.put("top_hash", topHash);
    if (header.get("message") instanceof String message) {
      document.put("message", Beginning.of(Composed.of(message), MAX_TEXT));
    }
    if (header.get("workflow") instanceof Map<?, ?> workflow
        && workflow.get("id") instanceof String id) {
      document.put("workflow", Beginning.of(Composed.of(id), MAX_TEXT));
    }
    Map<?, ?> user = header.get("user_meta") instanceof Map<?, ?> meta ? meta : Map.of();
    IndexedMetadata.add(document, user, Map.of());
  }

  /** Adds when it was published. */
  public PackageDocument published(Instant time) {
    document.put("last_modified", time.toString());
    document.put("updated", time.toString());
    return this;
  }

  /** Counts an entry, and adds its logical key while there is room. */
  public void entry(String logicalKey, long bytes) {
    entries++;
    size += bytes;
    if (latest && entriesInText == entries - 1) {
      String text = KeyText.of(logicalKey);
      if (keys.length() + text.length() < MAX_KEYS) {
        keys.append(text).append('\n');
        entriesInText++;
      }
    }
  }

  /**
   * The change that writes this document.
   *
   * @param observed when the pointer was listed, in microseconds since 1970
   */
  public IndexWrite write(long observed) {
    document.put("size", size);
    document.put("entries", entries);
    document.put("entries_searched", entriesInText);
    document.put("key_text", keys.toString());
    return new IndexWrite.Put(pointerKey, id(pointerKey), document, observed);
  }

  /** The change that removes the document of a pointer, if there is one. */
  public static IndexWrite remove(String pointerKey, long observed) {
    return new IndexWrite.Remove(pointerKey, id(pointerKey), observed);
  }

  private static String id(String pointerKey) {
    return DocumentId.of(pointerKey, ROLE);
  }
}
