package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 presign}. */
@Command(
    name = "presign",
    description = "Print a URL with which anyone can read or write one object for a while.",
    footer = {
      "  curl -O \"$(t4 presign s3://my-bucket/may.csv)\"",
      "  t4 presign --expires 7d s3://my-bucket/may.csv",
      "  curl -T may.csv \"$(t4 presign --put --expires 15m s3://my-bucket/may.csv)\"",
      "",
      "Who has the URL has the access. JSON fields: url, method, expires_in_seconds."
    })
final class PresignCommand extends Subcommand {
  @Parameters(paramLabel = "URI", description = "An object.")
  private String uri = "";

  @Option(names = "--put", description = "A URL for writing the object, not for reading it.")
  private boolean put;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      defaultValue = "1h",
      converter = DurationConverter.class,
      description =
          "How long it is good for: 90s, 15m, 1h, 7d at most (default: ${DEFAULT-VALUE}).")
  private Duration validity = Duration.ofHours(1);

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    if (put && address.versionId() != null) {
      throw wrongUsage("a version can't be written: leave ?versionId= out of '" + uri + "'");
    }
    try (T4Session opened = session.open()) {
      Bucket bucket = address.open(opened);
      print(
          put
              ? bucket.presignPut(address.key(), validity)
              : bucket.presignGet(address.key(), address.versionId(), validity),
          out);
    }
    return ExitCode.OK;
  }

  private void print(URI url, Output out) throws IOException {
    if (json.isSet()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("url", url.toString());
      fields.put("method", put ? "PUT" : "GET");
      fields.put("expires_in_seconds", validity.toSeconds());
      out.json(fields);
    } else {
      out.line(url.toString());
    }
  }
}
