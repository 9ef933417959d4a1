package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.internal.BucketAddress;
import io.t4.storage.Location;
import io.t4.storage.local.Scratch;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 put}. */
@Command(
    name = "put",
    description = "Copy a file or a directory into a bucket.",
    footer = {
      "  t4 put may.csv s3://my-bucket/reports/           keeps the name",
      "  t4 put may.csv s3://my-bucket/reports/may.csv --meta '{\"year\": 2026}'",
      "  t4 put reports/ s3://my-bucket/reports/          a directory; honours .quiltignore",
      "  date | t4 put - s3://my-bucket/now.txt",
      "",
      "Prints the URI with the version written. A directory's unchanged files are not sent again.",
      "JSON fields: uri, key, version_id; of a directory: transferred, unchanged, bytes, skipped."
    })
final class PutCommand extends Subcommand {
  private static final String STDIN = "-";

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "A file or directory; - for standard input.")
  private File source = new File("");

  @Parameters(
      index = "1",
      paramLabel = "URI",
      description = "Where to; with / at its end it keeps the file's name.")
  private String uri = "";

  @Option(
      names = "--meta",
      paramLabel = "JSON",
      description = "Metadata for each object: a JSON object, or @FILE.")
  private @Nullable JsonArgument meta;

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  int run(Output out) throws IOException {
    if (source.getPath().equals(STDIN)) {
      putStandardInput(out);
    } else if (source.isDirectory()) {
      putDirectory(out);
    } else {
      Path file = source.toPath();
      putFile(file, BucketAddress.ofObject(uri).orInside(file.getFileName().toString()), out);
    }
    return ExitCode.OK;
  }

  private void putStandardInput(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    if (address.isDirectory()) {
      throw wrongUsage("standard input has no name: write a whole key, not '" + uri + "'");
    }
    // The size must be known before the first byte is sent.
    try (Scratch file = Scratch.file("")) {
      // Written to, not replaced: it was made for this user alone to read.
      try (OutputStream copy = Files.newOutputStream(file.path())) {
        System.in.transferTo(copy);
      }
      putFile(file.path(), address, out);
    }
  }

  private void putFile(Path file, BucketAddress address, Output out) throws IOException {
    requireNoVersion(address);
    Location location =
        transfer.run(
            "Putting",
            out,
            session -> {
              Bucket bucket = address.open(session);
              return meta == null
                  ? bucket.putFile(address.key(), file)
                  : bucket.putFile(address.key(), file, meta.members());
            });
    if (transfer.json()) {
      out.json(JsonRecords.of(location));
    } else if (!transfer.quiet()) {
      out.line(location.toString());
    }
  }

  private void putDirectory(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    requireNoVersion(address);
    Path directory = source.toPath();
    transfer.print(
        transfer.run(
            "Putting",
            out,
            session -> {
              Bucket bucket = address.open(session);
              return meta == null
                  ? bucket.putDir(address.key(), directory)
                  : bucket.putDir(address.key(), directory, meta.members());
            }),
        out);
  }

  private void requireNoVersion(BucketAddress address) {
    if (address.versionId() != null) {
      throw wrongUsage("a version can't be written: leave ?versionId= out of '" + uri + "'");
    }
  }
}
