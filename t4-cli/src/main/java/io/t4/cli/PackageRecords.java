package io.t4.cli;

import io.t4.packages.DataPackage;
import io.t4.packages.EntryChange;
import io.t4.packages.ManifestLine;
import io.t4.packages.PackageEntry;
import io.t4.packages.PackageVersion;
import io.t4.packages.Verification.Difference;
import io.t4.packages.Verification.Kind;
import io.t4.storage.Location;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code --json} prints of packages, under the rules of {@link JsonRecords}. */
final class PackageRecords {
  private PackageRecords() {}

  /** A revision that was made, brought or moved to. */
  static Map<String, @Nullable Object> of(String name, String topHash) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("top_hash", topHash);
    return fields;
  }

  /** A revision that was published. */
  static Map<String, @Nullable Object> of(String name, Location registry, String topHash) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("registry", registry.toString());
    fields.put("top_hash", topHash);
    return fields;
  }

  static Map<String, @Nullable Object> of(String name, String topHash, DataPackage revision) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("type", "package");
    fields.putAll(of(name, topHash));
    fields.put("message", revision.message().orElse(null));
    fields.put("meta", revision.meta());
    fields.put("workflow", revision.workflow().orElse(null));
    return fields;
  }

  static Map<String, @Nullable Object> of(ManifestLine line) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (line instanceof ManifestLine.Entry found) {
      PackageEntry entry = found.entry();
      fields.put("type", "entry");
      fields.put("logical_key", found.logicalKey());
      fields.put("physical_key", entry.get());
      fields.put("size", entry.size().isPresent() ? entry.size().getAsLong() : null);
      fields.put("hash", entry.hash().map(hash -> hash.value()).orElse(null));
      fields.put("meta", entry.meta());
    } else if (line instanceof ManifestLine.Directory directory) {
      fields.put("type", "directory");
      fields.put("logical_key", directory.logicalKey());
      fields.put("meta", directory.meta());
    }
    return fields;
  }

  static Map<String, @Nullable Object> of(EntryChange change) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("change", change.kind().name().toLowerCase(Locale.ROOT));
    fields.put("type", "entry");
    fields.put("logical_key", change.logicalKey());
    fields.put(
        "parts",
        change.parts().stream().map(part -> part.name().toLowerCase(Locale.ROOT)).toList());
    return fields;
  }

  /** Other metadata of a package or a directory. */
  static Map<String, @Nullable Object> ofMetaChange(String type, @Nullable String logicalKey) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("change", "modified");
    fields.put("type", type);
    fields.put("logical_key", logicalKey);
    fields.put("parts", List.of("metadata"));
    return fields;
  }

  static Map<String, @Nullable Object> of(PackageVersion version) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("version", version.pointer());
    fields.put("time", version.time().map(Instant::toString).orElse(null));
    fields.put("top_hash", version.topHash());
    return fields;
  }

  static Map<String, @Nullable Object> of(Difference difference) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("logical_key", difference.logicalKey());
    fields.put("kind", difference.kind().name().toLowerCase(Locale.ROOT));
    fields.put("expected", compared(difference.kind(), difference.expected()));
    fields.put("actual", compared(difference.kind(), difference.actual()));
    return fields;
  }

  private static @Nullable Object compared(Kind kind, String value) {
    if (value.isEmpty()) {
      return null;
    }
    return kind == Kind.SIZE ? Long.valueOf(value) : value;
  }

  /** A file that was changed since a package was installed. */
  static Map<String, @Nullable Object> of(
      String name, String topHash, String change, String logicalKey) {
    Map<String, @Nullable Object> fields = of(name, topHash);
    fields.put("change", change);
    fields.put("logical_key", logicalKey);
    return fields;
  }
}
