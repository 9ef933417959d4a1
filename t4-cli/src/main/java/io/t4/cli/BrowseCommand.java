package io.t4.cli;

import io.t4.error.NotFoundException;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.packages.DataPackage;
import io.t4.packages.ManifestLine;
import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code t4 browse}. */
@Command(
    name = "browse",
    description = "Print what a revision of a package holds, without its files.",
    footer = {
      "  t4 browse team/storms --registry s3://my-bucket",
      "  t4 browse team/storms@3f2a91c --registry s3://my-bucket",
      "  t4 browse 'quilt+s3://my-bucket#package=team/storms@3f2a91c&path=data/'",
      "  t4 browse --json team/storms | jq -r 'select(.type == \"entry\").physical_key'",
      "",
      "Prints name and top hash, message and metadata, then size, logical key and metadata of each",
      "directory with metadata and of each entry.",
      "JSON fields: type (package, directory, entry); of the package name, top_hash, message, meta,",
      "workflow; of what is in it logical_key, meta; of entries also physical_key, size, hash."
    })
final class BrowseCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();

  @Mixin private TopHashOption topHash = new TopHashOption();

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    try (T4Session opened = session.open()) {
      PackageRegistry registry = named.registry(opened);
      DataPackage revision = registry.browse(named.name(), named.revision(topHash.value()));
      String path = named.path();
      if (path != null && !revision.contains(path)) {
        throw new NotFoundException(
            "The package %s@%s has no entry or directory '%s'."
                .formatted(named.name(), registry.shorten(revision.topHash()), path));
      }
      printHeader(revision, out);
      if (path == null) {
        print(revision, out);
      } else if (!path.endsWith("/") && revision.find(path).isPresent()) {
        print(new ManifestLine.Entry(path, revision.get(path)), out);
      } else {
        print(revision.directory(path), out);
      }
    }
    return ExitCode.OK;
  }

  private void printHeader(DataPackage revision, Output out) throws IOException {
    if (json.isSet()) {
      out.json(PackageRecords.of(named.name(), revision.topHash(), revision));
      return;
    }
    out.line(named.name() + "@" + revision.topHash());
    if (revision.message().isPresent()) {
      out.line("message: " + revision.message().get());
    }
    if (!revision.meta().isEmpty()) {
      out.line("metadata: " + inLine(revision.meta()));
    }
  }

  private void print(DataPackage revision, Output out) throws IOException {
    for (Iterator<ManifestLine> lines = revision.manifest().iterator(); lines.hasNext(); ) {
      print(lines.next(), out);
    }
  }

  private void print(ManifestLine line, Output out) throws IOException {
    if (json.isSet()) {
      out.json(PackageRecords.of(line));
    } else if (line instanceof ManifestLine.Entry found) {
      String size =
          found.entry().size().isPresent() ? Long.toString(found.entry().size().getAsLong()) : "?";
      out.line(row(size, found.logicalKey(), found.entry().meta()));
    } else if (line instanceof ManifestLine.Directory directory) {
      out.line(row("DIR", directory.logicalKey(), directory.meta()));
    }
  }

  private static String row(String size, String key, Map<String, @Nullable Object> meta) {
    return "%14s  %s".formatted(size, key) + (meta.isEmpty() ? "" : "  " + inLine(meta));
  }

  private static String inLine(Map<String, @Nullable Object> meta) {
    return Json.write(meta, JsonStyle.PYTHON_UNICODE);
  }
}
