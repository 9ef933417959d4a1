package io.t4.cli;

import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 keys}. */
@Command(
    name = "keys",
    description = "Print the keys of a bucket, one a line, as they arrive.",
    footer = {
      "  t4 keys s3://my-bucket",
      "  t4 keys s3://my-bucket/reports/ | head",
      "  t4 keys -l --json s3://my-bucket      fields: key, size, last_modified, etag, version_id",
      "",
      "With --json each line is a JSON string, so that a key with a line break stays one."
    })
final class KeysCommand extends Subcommand {
  @Parameters(paramLabel = "URI", description = "A bucket, or a bucket and the beginning of keys.")
  private String uri = "";

  @Option(
      names = {"-l", "--long"},
      description = "Also print time and size.")
  private boolean details;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.of(uri);
    try (T4Session opened = session.open();
        Stream<ObjectSummary> objects = address.open(opened).list(address.key())) {
      for (Iterator<ObjectSummary> i = objects.iterator(); i.hasNext(); ) {
        print(i.next(), out);
      }
    }
    return ExitCode.OK;
  }

  private void print(ObjectSummary object, Output out) throws IOException {
    if (json.isSet()) {
      out.json(details ? JsonRecords.of(object) : object.key());
    } else if (details) {
      out.line(ListingLine.of(object));
    } else {
      out.line(object.key());
    }
  }
}
