package io.t4.storage.s3;

import static io.t4.storage.s3.S3Headers.unquoted;
import static io.t4.storage.s3.S3Headers.version;

import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists objects and versions, page by page. */
final class S3Listings {
  private static final Comparator<ObjectVersion> NEWEST_FIRST =
      Comparator.comparing(ObjectVersion::key, ObjectKeys.ORDER)
          .thenComparing(ObjectVersion::latest, Comparator.reverseOrder())
          .thenComparing(ObjectVersion::lastModified, Comparator.reverseOrder())
          // Times have seconds on AWS: of a marker and a version of one second, the marker is the
          // likelier answer to "what came later".
          .thenComparing(ObjectVersion::deleteMarker, Comparator.reverseOrder());

  private final S3Requests requests;
  private final int pageSize;

  /**
   * @param pageSize how much is listed in one answer, 1 to {@link S3ObjectStore#PAGE_SIZE}
   */
  S3Listings(S3Requests requests, int pageSize) {
    this.requests = requests;
    this.pageSize = pageSize;
  }

  Listing<ObjectSummary> list(String prefix, String startAfter) {
    String start = start(prefix, startAfter);
    if (excludesAll(prefix, start)) {
      return Listing.of(Collections.emptyIterator());
    }
    return new PagedListing<ObjectSummary, String>(
        token ->
            page(prefix, null, token == null ? start : null, token)
                .map(
                    page ->
                        new PagedListing.Page<>(
                            // Some servers order by UTF-16; at least each page is then right.
                            page.contents().stream()
                                .map(S3Listings::summary)
                                .filter(object -> isAfter(start, object.key()))
                                .sorted(Comparator.comparing(ObjectSummary::key, ObjectKeys.ORDER))
                                .toList(),
                            page.nextContinuationToken()))
                .orElseGet(PagedListing.Page::empty));
  }

  /**
   * What to send as the key to start after; null if it excludes nothing. MinIO can't start at a key
   * that has not the prefix.
   */
  private static @Nullable String start(String prefix, String after) {
    return after.isEmpty() || ObjectKeys.ORDER.compare(after, prefix) < 0 ? null : after;
  }

  /** Whether all keys with the prefix come before the start. */
  private static boolean excludesAll(String prefix, @Nullable String start) {
    return start != null && !start.startsWith(prefix);
  }

  /** Looked at again here, because some servers don't know the parameter or include the key. */
  private static boolean isAfter(@Nullable String start, String key) {
    return start == null || ObjectKeys.ORDER.compare(key, start) > 0;
  }

  Listing<DirectoryEntry> listDirectory(String prefix, String startAfter) {
    requireDirectory(prefix);
    String start = start(prefix, startAfter);
    if (excludesAll(prefix, start)) {
      return Listing.of(Collections.emptyIterator());
    }
    String first = start == null ? null : afterAllOf(prefix, start);
    return new PagedListing<DirectoryEntry, String>(
        token ->
            page(prefix, "/", token == null ? first : null, token)
                .map(
                    page ->
                        new PagedListing.Page<>(
                            entries(page).stream()
                                .filter(entry -> isAfter(start, entry.key()))
                                .toList(),
                            page.nextContinuationToken()))
                .orElseGet(PagedListing.Page::empty));
  }

  /** Any key in a subdirectory comes after the subdirectory's, and before the greatest in it. */
  private static String afterAllOf(String prefix, String start) {
    return ObjectKeys.isDirectory(start) && !start.equals(prefix)
        ? start + Character.toString(Character.MAX_CODE_POINT)
        : start;
  }

  private static List<DirectoryEntry> entries(ListObjectsV2Response page) {
    return inKeyOrder(
        page.contents().stream().map(S3Listings::summary).map(DirectoryEntry.ObjectEntry::new),
        page.commonPrefixes());
  }

  private Optional<ListObjectsV2Response> page(
      String prefix,
      @Nullable String delimiter,
      @Nullable String startAfter,
      @Nullable String token)
      throws IOException {
    return listing(
        S3Action.LIST,
        prefix,
        () ->
            requests
                .client()
                .listObjectsV2(
                    request ->
                        request
                            .bucket(requests.location().bucket())
                            .prefix(prefix)
                            .delimiter(delimiter)
                            .startAfter(startAfter)
                            .continuationToken(token)
                            .maxKeys(pageSize)
                            .encodingType(EncodingType.URL)));
  }

  /** Empty where the server can't hold keys with that prefix, and so has none. */
  private <T> Optional<T> listing(S3Action action, String prefix, Supplier<T> request)
      throws IOException {
    // A listing is about the bucket, or about a part of it.
    Location target =
        prefix.isEmpty() ? requests.location() : requests.location().resolve(prefix, null);
    try {
      return Optional.of(requests.call(action, target, request));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static ObjectSummary summary(S3Object object) {
    return new ObjectSummary(
        object.key(), object.size(), object.lastModified(), unquoted(object.eTag()), null);
  }

  /** Where a page of versions begins: after this version of this key, or after all of them. */
  private record VersionMarker(String key, @Nullable String versionId) {}

  Listing<ObjectVersion> listVersions(String prefix, String afterKey) {
    String start = start(prefix, afterKey);
    if (excludesAll(prefix, start)) {
      return Listing.of(Collections.emptyIterator());
    }
    VersionMarker first = start == null ? null : new VersionMarker(start, null);
    return new PagedListing<ObjectVersion, VersionMarker>(
        from ->
            versionPage(prefix, null, from == null ? first : from)
                .map(
                    page ->
                        new PagedListing.Page<>(
                            versions(page).stream()
                                .filter(version -> isAfter(start, version.key()))
                                .toList(),
                            next(page)))
                .orElseGet(PagedListing.Page::empty));
  }

  Listing<DirectoryEntry> listDirectoryVersions(String prefix) {
    requireDirectory(prefix);
    return new PagedListing<DirectoryEntry, VersionMarker>(
        from ->
            versionPage(prefix, "/", from)
                .map(page -> new PagedListing.Page<>(entries(page), next(page)))
                .orElseGet(PagedListing.Page::empty));
  }

  private Optional<ListObjectVersionsResponse> versionPage(
      String prefix, @Nullable String delimiter, @Nullable VersionMarker from) throws IOException {
    return listing(
        S3Action.LIST_VERSIONS,
        prefix,
        () ->
            requests
                .client()
                .listObjectVersions(
                    request ->
                        request
                            .bucket(requests.location().bucket())
                            .prefix(prefix)
                            .delimiter(delimiter)
                            .keyMarker(from == null ? null : from.key())
                            .versionIdMarker(from == null ? null : from.versionId())
                            .maxKeys(pageSize)
                            .encodingType(EncodingType.URL)));
  }

  private static @Nullable VersionMarker next(ListObjectVersionsResponse page) {
    return Boolean.TRUE.equals(page.isTruncated())
        ? new VersionMarker(page.nextKeyMarker(), page.nextVersionIdMarker())
        : null;
  }

  private static List<ObjectVersion> versions(ListObjectVersionsResponse page) {
    return Stream.concat(
            page.versions().stream().map(S3Listings::listed),
            page.deleteMarkers().stream().map(S3Listings::listed))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  private static List<DirectoryEntry> entries(ListObjectVersionsResponse page) {
    return inKeyOrder(
        versions(page).stream().map(DirectoryEntry.VersionEntry::new), page.commonPrefixes());
  }

  /** Stable: versions of one key stay in their order. */
  private static List<DirectoryEntry> inKeyOrder(
      Stream<? extends DirectoryEntry> objects, List<CommonPrefix> directories) {
    return Stream.concat(
            objects,
            directories.stream().map(CommonPrefix::prefix).map(DirectoryEntry.Subdirectory::new))
        .sorted(Comparator.comparing(DirectoryEntry::key, ObjectKeys.ORDER))
        .toList();
  }

  private static void requireDirectory(String prefix) {
    if (!ObjectKeys.directoryPrefix(prefix).equals(prefix)) {
      throw new IllegalArgumentException("'" + prefix + "' is not empty and does not end in '/'");
    }
  }

  private static ObjectVersion listed(
      software.amazon.awssdk.services.s3.model.ObjectVersion version) {
    return new ObjectVersion(
        version.key(),
        listedVersion(version.versionId(), version.isLatest()),
        version.isLatest(),
        false,
        version.size(),
        version.lastModified(),
        unquoted(version.eTag()));
  }

  private static ObjectVersion listed(DeleteMarkerEntry marker) {
    return new ObjectVersion(
        marker.key(),
        listedVersion(marker.versionId(), marker.isLatest()),
        marker.isLatest(),
        true,
        0,
        marker.lastModified(),
        null);
  }

  /**
   * The version that was written while no versions were kept has the id "null". While it is the
   * latest it needs none; behind newer ones that id is the only way to it.
   */
  private static @Nullable String listedVersion(@Nullable String versionId, boolean latest) {
    return latest ? version(versionId) : versionId;
  }
}
