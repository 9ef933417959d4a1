package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.DeleteResult;
import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 rm}. */
@Command(
    name = "rm",
    description = "Delete an object, or with -r everything in a directory.",
    footer = {
      "  t4 rm s3://my-bucket/reports/may.csv",
      "  t4 rm 's3://my-bucket/reports/may.csv?versionId=…'   that version, for good",
      "  t4 rm -r s3://my-bucket/reports/                     asks first",
      "  t4 rm -r --yes s3://my-bucket/reports/",
      "",
      "In a bucket that keeps versions, deleted objects stay readable by version.",
      "JSON field: deleted, the number of objects."
    })
final class RmCommand extends Subcommand {
  /** Counting goes no further than a page of the listing. */
  private static final int MOST_COUNTED = 1_000;

  @Parameters(paramLabel = "URI", description = "An object; with -r a directory.")
  private String uri = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Delete everything below the directory.")
  private boolean recursive;

  @Option(
      names = {"-y", "--yes"},
      description = "Don't ask.")
  private boolean yes;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    if (recursive && !yes && !out.terminal().input()) {
      throw wrongUsage("rm -r can't ask here what to do with '" + uri + "': add --yes");
    }
    try (T4Session opened = session.open()) {
      Bucket bucket = address.open(opened);
      return recursive ? deleteDirectory(bucket, address, out) : delete(bucket, address, out);
    }
  }

  private int delete(Bucket bucket, BucketAddress address, Output out) throws IOException {
    DeleteResult result =
        address.versionId() == null
            ? bucket.delete(address.key())
            : bucket.delete(address.key(), address.versionId());
    if (result == DeleteResult.NOT_FOUND) {
      System.err.println("t4: there is no " + PrintableText.line(uri));
      return ErrorReport.NOT_FOUND;
    }
    print(1, out);
    return ExitCode.OK;
  }

  private int deleteDirectory(Bucket bucket, BucketAddress address, Output out) throws IOException {
    if (address.versionId() != null) {
      throw wrongUsage("a directory has no versions: leave ?versionId= out of '" + uri + "'");
    }
    if (!yes && !confirmed(bucket, address)) {
      System.err.println("t4: nothing was deleted");
      return ExitCode.SOFTWARE;
    }
    long deleted = bucket.deleteDir(address.key());
    if (deleted == 0) {
      System.err.println("t4: there is nothing below " + PrintableText.line(uri));
      return ErrorReport.NOT_FOUND;
    }
    print(deleted, out);
    return ExitCode.OK;
  }

  private boolean confirmed(Bucket bucket, BucketAddress address) throws IOException {
    String directory = ObjectKeys.directoryPrefix(address.key());
    long count;
    try (Stream<ObjectSummary> objects = bucket.list(directory)) {
      count = objects.limit(MOST_COUNTED + 1L).count();
    }
    String what =
        count > MOST_COUNTED
            ? "more than " + Sizes.counted(MOST_COUNTED, "object")
            : Sizes.counted(count, "object");
    return Confirmation.of(
        "Delete %s below %s?".formatted(what, address.bucket().resolve(directory, null)));
  }

  private void print(long deleted, Output out) throws IOException {
    if (json.isSet()) {
      out.json(Map.of("deleted", deleted));
    } else {
      out.line("deleted " + Sizes.counted(deleted, "object"));
    }
  }
}
