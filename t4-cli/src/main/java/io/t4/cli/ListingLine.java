package io.t4.cli;

import io.t4.search.PackageHit;
import io.t4.search.SearchHit;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The lines of listings for people: time in UTC, size in bytes, key, version. */
final class ListingLine {
  private static final String ROW = "%-20s %14s  %s";

  /** Stands where others have their size. */
  private static final String DELETED = "deleted";

  private ListingLine() {}

  static String of(ObjectSummary object) {
    return row(object.lastModified(), Long.toString(object.size()), object.key());
  }

  static String of(SearchHit hit) {
    String size =
        hit.operation() == SearchHit.Operation.DELETE ? DELETED : Long.toString(hit.size());
    return ROW.formatted(hit.time() == null ? "" : shown(hit.time()), size, hit.key());
  }

  static String of(PackageHit hit, String name) {
    return ROW.formatted(hit.time() == null ? "" : shown(hit.time()), hit.size(), name);
  }

  static String ofDirectory(String key) {
    return ROW.formatted("", "DIR", key);
  }

  static String of(ObjectVersion version, String size) {
    return row(version.lastModified(), version.deleteMarker() ? DELETED : size, version.key());
  }

  /** With the version's id, and whether a read without one meets it. */
  static String withVersion(ObjectVersion version, String size) {
    String id = version.versionId() == null ? "" : "  " + version.versionId();
    return of(version, size) + id + (version.latest() ? "  latest" : "");
  }

  private static String row(Instant time, String size, String key) {
    return ROW.formatted(shown(time), size, key);
  }

  /** A time for people, in whole seconds. */
  static String shown(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
