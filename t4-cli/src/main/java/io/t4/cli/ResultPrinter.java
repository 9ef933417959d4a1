package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.DirectoryListing;
import io.t4.bucket.ObjectMeta;
import io.t4.packages.DataPackage;
import io.t4.packages.EntryChange;
import io.t4.packages.PackageDiff;
import io.t4.packages.PackageVersion;
import io.t4.packages.Verification;
import io.t4.search.SearchHit;
import io.t4.search.SearchResults;
import io.t4.storage.Location;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.jspecify.annotations.Nullable;

/** Prints what the library's methods return, briefly. */
final class ResultPrinter {
  private static final int ROWS = 6;
  private static final int MOST_CHARACTERS = 60;

  private final Output out;

  ResultPrinter(Output out) {
    this.out = out;
  }

  void print(@Nullable Object result) throws IOException {
    if (result instanceof Bucket bucket) {
      out.line(bucket.uri());
    } else if (result instanceof Location
        || result instanceof URI
        || result instanceof Path
        || result instanceof Enum<?>) {
      out.line(result.toString());
    } else if (result instanceof TransferReport report) {
      out.line(Sizes.inWords(report));
    } else if (result instanceof DirectoryListing listing) {
      print(listing);
    } else if (result instanceof ObjectMeta meta) {
      out.json(meta.asMap());
    } else if (result instanceof ObjectStat stat) {
      out.json(JsonRecords.of(stat.summary()));
    } else if (result instanceof ObjectSummary object) {
      out.line(ListingLine.of(object));
    } else if (result instanceof SearchResults hits) {
      for (SearchHit hit : hits) {
        HitLines.print(hit, HitLines.Detail.KEY, out);
      }
    } else if (result instanceof DataPackage found) {
      out.block(found.toString());
    } else if (result instanceof PackageVersion version) {
      out.line(VersionsCommand.line(version));
    } else if (result instanceof PackageDiff diff) {
      print(diff);
    } else if (result instanceof Verification verification) {
      print(verification);
    } else if (result instanceof byte[] bytes) {
      out.line(Sizes.inWords(bytes.length));
    } else if (result instanceof List<?> list && list.isEmpty()) {
      out.line("(nothing)");
    } else if (result instanceof List<?> list && !(list.get(0) instanceof Number)) {
      for (Object element : list) {
        print(element);
      }
    } else if (result instanceof Map<?, ?> map
        && map.values().stream().anyMatch(DataFrame.class::isInstance)) {
      printDirectory(map);
    } else {
      new ValuePrinter(out, ROWS).print(result);
    }
  }

  private void print(DirectoryListing listing) throws IOException {
    for (String directory : listing.directories()) {
      out.line(ListingLine.ofDirectory(directory));
    }
    for (ObjectVersion version : listing.versions()) {
      out.line(ListingLine.withVersion(version, Long.toString(version.size())));
    }
    for (ObjectVersion marker : listing.deleteMarkers()) {
      out.line(ListingLine.withVersion(marker, ""));
    }
  }

  private void print(PackageDiff diff) throws IOException {
    if (diff.isEmpty()) {
      out.line("no difference");
    }
    if (diff.metaChanged()) {
      out.line(ChangeLine.ofPackageMeta());
    }
    for (String directory : diff.directoriesChanged()) {
      out.line(ChangeLine.ofDirectoryMeta(directory));
    }
    for (EntryChange change : diff.changes()) {
      out.line(ChangeLine.of(change));
    }
  }

  private void print(Verification verification) throws IOException {
    if (verification.isClean()) {
      out.line("no difference");
    }
    for (Verification.Difference difference : verification.differences()) {
      out.line(difference.toString());
    }
  }

  private void printDirectory(Map<?, ?> values) throws IOException {
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      out.line("%-16s %s".formatted(entry.getKey(), brief(entry.getValue())));
    }
  }

  private static String brief(Object value) {
    if (value instanceof DataFrame table) {
      return "DataFrame, %,d rows, %,d columns".formatted(table.height(), table.width());
    }
    if (value instanceof byte[] bytes) {
      return "byte[], " + Sizes.inWords(bytes.length);
    }
    String text = value.toString().lines().findFirst().orElse("");
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
  }
}
