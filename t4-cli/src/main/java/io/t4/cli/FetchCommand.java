package io.t4.cli;

import io.t4.bucket.internal.BucketAddress;
import io.t4.transfer.TransferReport;
import java.io.File;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 fetch}. */
@Command(
    name = "fetch",
    description = "Copy an object or a directory from a bucket to the local disk.",
    footer = {
      "  t4 fetch s3://my-bucket/reports/may.csv .        keeps the name",
      "  t4 fetch s3://my-bucket/reports/may.csv may.csv",
      "  t4 fetch s3://my-bucket/reports/ reports/        a directory; what is there is kept",
      "  t4 fetch 's3://my-bucket/reports/may.csv?versionId=…' old.csv",
      "",
      "Files that are unchanged are not fetched again.",
      "JSON fields: transferred, unchanged, bytes, skipped."
    })
final class FetchCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "URI", description = "An object, or a directory.")
  private String uri = "";

  @Parameters(
      index = "1",
      paramLabel = "DEST",
      description = "Where to; a directory that exists, or a name with / at its end, keeps names.")
  private File destination = new File("");

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    TransferReport report =
        transfer.run(
            "Fetching",
            out,
            session ->
                address
                    .open(session)
                    .fetch(address.key(), address.versionId(), typed(destination)));
    transfer.print(report, out);
    return ExitCode.OK;
  }
}
