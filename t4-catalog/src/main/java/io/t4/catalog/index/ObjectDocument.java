package io.t4.catalog.index;

import io.t4.bucket.ObjectMeta;
import io.t4.catalog.query.Composed;
import io.t4.catalog.query.Field;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the index holds of one version of an object; the fields are those of {@code mapping.json}.
 */
public final class ObjectDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** How much of a text a hit shows, in characters. */
  private static final int EXCERPT = 2_000;

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
    JsonNode userMeta = JSON.valueToTree(pruned(meta.userMeta(), 0));
    JsonNode systemMeta = JSON.valueToTree(systemMeta(stat, meta));
    ArrayNode values = MetadataValues.of(userMeta, systemMeta);
    document.set("user_meta", userMeta);
    document.set("system_meta", systemMeta);
    document.set("meta_values", values);
    document.set("meta_fields", JSON.valueToTree(fields(values)));
    document.put("meta_text", words(values));
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

  /** The fields of the user metadata, to count objects by: nested documents take far longer. */
  private static Set<String> fields(ArrayNode values) {
    Set<String> fields = new LinkedHashSet<>();
    ofUserMeta(values, (field, value) -> fields.add(field));
    return fields;
  }

  /** Names and values of the user metadata, for the search over everything. */
  private static String words(ArrayNode values) {
    StringBuilder words = new StringBuilder();
    ofUserMeta(
        values, (field, value) -> words.append(field).append(' ').append(value).append('\n'));
    return words.toString();
  }

  private static void ofUserMeta(ArrayNode values, BiConsumer<String, String> action) {
    String prefix = Field.USER_META.label() + ".";
    for (JsonNode value : values) {
      String path = value.path("path").asString();
      if (path.startsWith(prefix)) {
        action.accept(path.substring(prefix.length()), value.path("keyword").asString());
      }
    }
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

  /** What lies deeper than any path that is indexed is left out; the engine refuses such depths. */
  private static @Nullable Object pruned(@Nullable Object value, int depth) {
    boolean tooDeep = depth > MetadataValues.MAX_DEPTH;
    if (value instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> kept = new LinkedHashMap<>();
      if (!tooDeep) {
        members.forEach(
            (name, member) -> kept.put(String.valueOf(name), pruned(member, depth + 1)));
      }
      return kept;
    }
    if (value instanceof List<?> elements) {
      List<@Nullable Object> kept = new ArrayList<>();
      if (!tooDeep) {
        elements.forEach(element -> kept.add(pruned(element, depth + 1)));
      }
      return kept;
    }
    return value;
  }

  /** The last extension with its dot, in lower case; empty if there is none. */
  private static String extension(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : Composed.of(name.substring(dot).toLowerCase(Locale.ROOT));
  }
}
