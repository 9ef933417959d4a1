package io.t4.catalog.index;

import io.t4.bucket.ObjectMeta;
import io.t4.catalog.query.Composed;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the index holds of one version of an object; the fields are those of {@code mapping.json}.
 */
public final class ObjectDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** How much of a text a hit shows, in characters. */
  private static final int EXCERPT = 2_000;

  /** A query that finds no packages: they have no key. */
  public static final Map<String, Object> IS_OBJECT = Map.of("exists", Map.of("field", "key"));

  /**
   * A query that finds objects as they are now: no packages, former versions and delete markers.
   */
  public static final Map<String, Object> IS_CURRENT =
      Map.of(
          "bool",
          Map.of(
              "filter",
              List.of(
                  Map.of("term", Map.of("latest", true)),
                  Map.of("term", Map.of("delete_marker", false)))));

  /** The directory in which a bucket keeps its settings, and pointers and manifests of packages. */
  public static final String REGISTRY_NAME = ".quilt";

  /** A query that leaves out what is in that directory. */
  public static final Map<String, Object> OUTSIDE_REGISTRY =
      Map.of(
          "bool",
          Map.of("must_not", List.of(Map.of("prefix", Map.of("key", REGISTRY_NAME + "/")))));

  /** A query that finds what people keep in a bucket, as it is now. */
  public static final Map<String, Object> IS_CONTENT =
      Map.of("bool", Map.of("filter", List.of(IS_CURRENT, OUTSIDE_REGISTRY)));

  private final ObjectVersion version;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();

  /** The document of a version of which no more is known than a listing tells. */
  public ObjectDocument(ObjectVersion version) {
    this.version = version;
    document.put("key", version.key());
    document.put("key_text", KeyText.of(version.key()));
    document.put("directory", version.key().substring(0, version.key().lastIndexOf('/') + 1));
    document.put("ext", extension(version.key()));
    document.put("size", version.size());
    document.put("etag", version.eTag());
    document.put("version_id", version.versionId());
    document.put("type", version.deleteMarker() ? "Delete" : "Create");
    document.put("delete_marker", version.deleteMarker());
    document.put("latest", version.latest());
    document.put("last_modified", version.lastModified().toString());
    document.put("updated", version.lastModified().toString());
  }

  /** Adds the metadata. */
  public ObjectDocument metadata(ObjectStat stat, Map<String, String> tags) {
    ObjectMeta meta = ObjectMeta.of(stat);
    IndexedMetadata.add(document, meta.userMeta(), systemMeta(stat, meta));
    document.set(
        "tags",
        JSON.valueToTree(
            tags.entrySet().stream()
                .map(tag -> Composed.of(tag.getKey() + "=" + tag.getValue()))
                .toList()));
    return this;
  }

  /**
   * Adds the text.
   *
   * @param state how much of the content it is
   * @param detail why it is not all, or null
   */
  public ObjectDocument text(String text, String state, @Nullable String detail) {
    String composed = Composed.of(text);
    document.put("text", composed);
    document.put("excerpt", Beginning.of(composed, EXCERPT));
    document.put("content_state", state);
    document.put("content_detail", detail);
    return this;
  }

  /**
   * Notes how the content is read. A document that was made in another way than the present
   * settings say is made again.
   */
  public ObjectDocument reading(String reading) {
    document.put("reading", reading);
    return this;
  }

  /**
   * The change that writes this document.
   *
   * @param observed when the object's state was read, in microseconds since 1970
   */
  public IndexWrite write(long observed) {
    String id = DocumentId.of(version.key(), version.versionId());
    return new IndexWrite.Put(version.key(), id, document, observed);
  }

  /** A document as it was indexed, with what a listing now tells: whether it is current. */
  static IndexWrite withCurrencyOf(
      ObjectVersion listed, IndexedVersion indexed, ObjectNode source, long observed) {
    ObjectNode document = source.deepCopy();
    document.put("latest", listed.latest());
    // That of a version which was written while none were kept is told only behind others.
    document.put("version_id", listed.versionId());
    return new IndexWrite.Put(indexed.key(), indexed.id(), document, observed);
  }

  private static Map<String, Object> systemMeta(ObjectStat stat, ObjectMeta meta) {
    Map<String, Object> system = new LinkedHashMap<>();
    if (stat.contentType() != null) {
      system.put("content_type", stat.contentType());
    }
    if (stat.sha256() != null) {
      system.put("sha256", stat.sha256());
    }
    meta.format().ifPresent(format -> system.put("format", format.name()));
    if (!meta.plain().isEmpty()) {
      system.put("plain", meta.plain());
    }
    return system;
  }

  /** The last extension with its dot, in lower case; empty if there is none. */
  private static String extension(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : Composed.of(name.substring(dot).toLowerCase(Locale.ROOT));
  }
}
