package io.t4.search;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A revision of a package that a search found.
 *
 * @param registry the URI of the bucket or directory that has it, as {@code PackageRegistry.open}
 *     takes it
 * @param name such as {@code team/storms}
 * @param topHash of the revision
 * @param pointer that names it: {@code latest}, or when it was published, in seconds since 1970
 * @param message of whoever published it, or null
 * @param meta the user's metadata of the package; JSON values by name, immutable
 * @param workflow by which it was checked, or null
 * @param size of all entries, in bytes
 * @param entries how many there are
 * @param time when it was published, or null if the catalog doesn't tell
 * @param highlights what matched, where the catalog tells
 */
public record PackageHit(
    String registry,
    String name,
    String topHash,
    String pointer,
    @Nullable String message,
    Map<String, @Nullable Object> meta,
    @Nullable String workflow,
    long size,
    long entries,
    @Nullable Instant time,
    List<Highlight> highlights) {

  public PackageHit {
    requireNonNull(registry, "registry");
    requireNonNull(name, "name");
    requireNonNull(topHash, "topHash");
    requireNonNull(pointer, "pointer");
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    highlights = List.copyOf(highlights);
  }

  /** Whether this is the revision that is browsed if none is named. */
  public boolean isLatest() {
    return pointer.equals("latest");
  }

  static PackageHit of(JsonMembers hit, URI url) {
    JsonMembers source = hit.object("_source");
    String registry = hit.text("registry");
    String name = source == null ? null : source.text("name");
    String topHash = source == null ? null : source.text("top_hash");
    String pointer = source == null ? null : source.text("pointer");
    if (source == null || registry == null || name == null || topHash == null || pointer == null) {
      throw SearchPage.noResult(url, "a hit is no package");
    }
    JsonMembers meta = source.object("user_meta");
    return new PackageHit(
        registry,
        name,
        topHash,
        pointer,
        source.text("message"),
        meta == null ? Map.of() : meta.asMap(),
        source.text("workflow"),
        source.number("size", 0),
        source.number("entries", 0),
        SearchPage.time(source),
        SearchPage.highlights(hit));
  }
}
