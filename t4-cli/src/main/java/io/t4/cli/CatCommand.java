package io.t4.cli;

import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import java.io.IOException;
import java.io.InputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 cat}. */
@Command(
    name = "cat",
    description = "Write an object's bytes to standard output.",
    footer = {
      "  t4 cat s3://my-bucket/logs/today.txt | grep error",
      "  t4 cat 's3://my-bucket/picture.png?versionId=…' > picture.png"
    })
final class CatCommand extends Subcommand {
  @Parameters(paramLabel = "URI", description = "An object.")
  private String uri = "";

  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    try (T4Session opened = session.open();
        InputStream content = address.open(opened).openStream(address.key(), address.versionId())) {
      out.raw(content);
    }
    return ExitCode.OK;
  }
}
