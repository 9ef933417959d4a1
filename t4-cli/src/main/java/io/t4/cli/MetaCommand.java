package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.ObjectMeta;
import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 meta}. */
@Command(
    name = "meta",
    description = "Print or set an object's metadata.",
    footer = {
      "  t4 meta s3://my-bucket/reports/may.csv",
      "  t4 meta --all s3://my-bucket/reports/may.csv     also size, time, version, format, …",
      "  t4 meta --set '{\"year\": 2026}' s3://my-bucket/reports/may.csv",
      "",
      "JSON fields of --all: key, size, last_modified, etag, version_id, content_type, sha256,",
      "helium (user_meta and format, as stored), other_metadata."
    })
final class MetaCommand extends Subcommand {
  @Parameters(paramLabel = "URI", description = "An object.")
  private String uri = "";

  @Option(names = "--all", description = "Print all that is known, not the user's metadata alone.")
  private boolean all;

  @Option(
      names = "--set",
      paramLabel = "JSON",
      description = "Replace the user's metadata: a JSON object, or @FILE.")
  private @Nullable JsonArgument newMeta;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    try (T4Session opened = session.open()) {
      Bucket bucket = address.open(opened);
      if (newMeta != null) {
        printLocation(set(bucket, address, newMeta), out);
      } else {
        print(get(bucket, address), out);
      }
    }
    return ExitCode.OK;
  }

  private Location set(Bucket bucket, BucketAddress address, JsonArgument meta) {
    if (address.versionId() != null) {
      throw wrongUsage(
          "--set makes a new version and can't change '" + uri + "'; leave out ?versionId=");
    }
    return bucket.setMeta(address.key(), meta.members());
  }

  private Map<String, @Nullable Object> get(Bucket bucket, BucketAddress address) {
    ObjectMeta meta = bucket.getMeta(address.key(), address.versionId());
    return all
        ? JsonRecords.of(bucket.stat(address.key(), address.versionId()), meta)
        : meta.userMeta();
  }

  private void print(Map<String, @Nullable Object> fields, Output out) throws IOException {
    if (json.isSet()) {
      out.json(fields);
    } else {
      out.prettyJson(fields);
    }
  }

  private void printLocation(Location location, Output out) throws IOException {
    if (json.isSet()) {
      out.json(JsonRecords.of(location));
    } else {
      out.line(location.toString());
    }
  }
}
