package io.t4.cli;

import io.t4.T4;
import io.t4.transfer.TransferReport;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 cp}. */
@Command(
    name = "cp",
    description = "Copy objects, files and directories from anywhere to anywhere.",
    footer = {
      "  t4 cp s3://my-bucket/may.csv s3://other-bucket/reports/may.csv",
      "  t4 cp s3://my-bucket/reports/ s3://other-bucket/reports/",
      "  t4 cp reports/ s3://my-bucket/reports/",
      "  t4 cp 's3://my-bucket/may.csv?versionId=…' s3://my-bucket/may.csv   bring a version back",
      "",
      "From S3 to S3 the server copies; nothing passes through here where it can.",
      "JSON fields: transferred, unchanged, bytes, skipped."
    })
final class CpCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "SRC", description = "A URI or a path.")
  private File source = new File("");

  @Parameters(index = "1", paramLabel = "DEST", description = "A URI or a path.")
  private File destination = new File("");

  @Option(
      names = "--meta",
      paramLabel = "JSON",
      description = "Metadata instead of the source's: a JSON object, or @FILE.")
  private @Nullable JsonArgument meta;

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  int run(Output out) throws IOException {
    Map<String, @Nullable Object> userMeta = meta == null ? null : meta.members();
    TransferReport report =
        transfer.run(
            "Copying",
            out,
            session -> T4.copy(typed(source), typed(destination), userMeta, session));
    transfer.print(report, out);
    return ExitCode.OK;
  }
}
