package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.DirectoryListing;
import io.t4.bucket.internal.BucketAddress;
import io.t4.error.NotFoundException;
import io.t4.session.T4Session;
import io.t4.storage.ObjectVersion;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 ls}. */
@Command(
    name = "ls",
    description = "List a directory of a bucket.",
    footer = {
      "  t4 ls s3://my-bucket",
      "  t4 ls -H s3://my-bucket/reports/",
      "  t4 ls -r --versions s3://my-bucket/reports/    former versions and delete markers too",
      "  t4 ls --json s3://my-bucket",
      "",
      "JSON fields: type (directory, version, delete_marker), key; of versions also size,",
      "last_modified, etag, version_id, latest."
    })
final class LsCommand extends Subcommand {
  @Parameters(paramLabel = "URI", description = "A bucket or a directory in it.")
  private String uri = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "List everything below, not one level.")
  private boolean recursive;

  @Option(names = "--versions", description = "Also list former versions and delete markers.")
  private boolean versions;

  @Option(
      names = {"-H", "--human"},
      description = "Print sizes in words, such as 3.2 MiB.")
  private boolean human;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.of(uri);
    try (T4Session opened = session.open()) {
      Bucket bucket = address.open(opened);
      String key = address.key();
      DirectoryListing listing = recursive ? bucket.lsRecursive(key) : bucket.ls(key);
      print(isEmpty(listing) && !key.isEmpty() ? ofObject(bucket, key) : listing, out);
    }
    return ExitCode.OK;
  }

  private static boolean isEmpty(DirectoryListing listing) {
    return listing.directories().isEmpty()
        && listing.versions().isEmpty()
        && listing.deleteMarkers().isEmpty();
  }

  /** The versions of one object, where there is no directory of that name. */
  private static DirectoryListing ofObject(Bucket bucket, String key) {
    List<ObjectVersion> versions = bucket.versions(key);
    if (versions.isEmpty()) {
      throw new NotFoundException(
          "There is no object and no directory '%s' in %s.".formatted(key, bucket.uri()));
    }
    return new DirectoryListing(
        List.of(),
        versions.stream().filter(version -> !version.deleteMarker()).toList(),
        versions.stream().filter(ObjectVersion::deleteMarker).toList());
  }

  private void print(DirectoryListing listing, Output out) throws IOException {
    for (String directory : listing.directories()) {
      if (json.isSet()) {
        out.json(JsonRecords.ofDirectory(directory));
      } else {
        out.line(ListingLine.ofDirectory(directory));
      }
    }
    for (ObjectVersion version : listing.versions()) {
      if (versions || version.latest()) {
        print(version, out);
      }
    }
    if (versions) {
      for (ObjectVersion marker : listing.deleteMarkers()) {
        print(marker, out);
      }
    }
  }

  private void print(ObjectVersion version, Output out) throws IOException {
    String size = human ? Sizes.inWords(version.size()) : Long.toString(version.size());
    if (json.isSet()) {
      out.json(JsonRecords.of(version));
    } else if (versions) {
      out.line(ListingLine.withVersion(version, size));
    } else {
      out.line(ListingLine.of(version, size));
    }
  }
}
