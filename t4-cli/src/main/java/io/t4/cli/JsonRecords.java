package io.t4.cli;

import io.t4.bucket.ObjectMeta;
import io.t4.search.Highlight;
import io.t4.search.PackageHit;
import io.t4.search.SearchHit;
import io.t4.storage.Location;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.transfer.TransferReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --json} prints. Programs rely on these names: sizes are bytes, times ISO 8601 in UTC,
 * and what isn't known is null.
 */
final class JsonRecords {
  private JsonRecords() {}

  static Map<String, @Nullable Object> of(ObjectSummary object) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("key", object.key());
    fields.put("size", object.size());
    fields.put("last_modified", object.lastModified().toString());
    fields.put("etag", object.eTag());
    fields.put("version_id", object.versionId());
    return fields;
  }

  static Map<String, @Nullable Object> ofDirectory(String key) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("type", "directory");
    fields.put("key", key);
    return fields;
  }

  static Map<String, @Nullable Object> of(ObjectVersion version) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("type", version.deleteMarker() ? "delete_marker" : "version");
    fields.put("key", version.key());
    fields.put("size", version.size());
    fields.put("last_modified", version.lastModified().toString());
    fields.put("etag", version.eTag());
    fields.put("version_id", version.versionId());
    fields.put("latest", version.latest());
    return fields;
  }

  static Map<String, @Nullable Object> of(SearchHit hit) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("key", hit.key());
    fields.put("version_id", hit.versionId());
    fields.put("operation", hit.operation().name().toLowerCase(Locale.ROOT));
    fields.put("size", hit.size());
    fields.put("time", hit.time() == null ? null : hit.time().toString());
    fields.put("meta", hit.meta());
    fields.put("text", hit.text());
    fields.put("highlights", hit.highlights().stream().map(JsonRecords::of).toList());
    return fields;
  }

  static Map<String, @Nullable Object> of(PackageHit hit) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("registry", hit.registry());
    fields.put("name", hit.name());
    fields.put("top_hash", hit.topHash());
    fields.put("pointer", hit.pointer());
    fields.put("message", hit.message());
    fields.put("workflow", hit.workflow());
    fields.put("meta", hit.meta());
    fields.put("size", hit.size());
    fields.put("entries", hit.entries());
    fields.put("time", hit.time() == null ? null : hit.time().toString());
    fields.put("highlights", hit.highlights().stream().map(JsonRecords::of).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> of(Highlight piece) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("field", piece.field());
    fields.put("parts", piece.parts().stream().map(JsonRecords::of).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> of(Highlight.Part part) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("text", part.text());
    fields.put("matched", part.matched());
    return fields;
  }

  static Map<String, @Nullable Object> of(ObjectStat stat, ObjectMeta meta) {
    Map<String, @Nullable Object> fields = of(stat.summary());
    fields.put("content_type", stat.contentType());
    fields.put("sha256", stat.sha256());
    fields.put("helium", meta.asMap());
    fields.put("other_metadata", meta.plain());
    return fields;
  }

  static Map<String, @Nullable Object> of(Location location) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("uri", location.toString());
    fields.put("key", location.key());
    fields.put("version_id", location.versionId());
    return fields;
  }

  static Map<String, @Nullable Object> of(TransferReport report) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("transferred", report.transferred());
    fields.put("unchanged", report.unchanged());
    fields.put("bytes", report.bytes());
    fields.put("skipped", report.skipped());
    return fields;
  }
}
