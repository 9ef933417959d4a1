package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.DirectoryListing;
import io.t4.bucket.ObjectMeta;
import io.t4.storage.Location;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.net.URI;
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
    } else if (result instanceof Location || result instanceof URI || result instanceof Enum<?>) {
      out.line(result.toString());
    } else if (result instanceof TransferReport report) {
      out.line(
          "%s moved, %s; %,d unchanged"
              .formatted(
                  Sizes.counted(report.transferred(), "file"),
                  Sizes.inWords(report.bytes()),
                  report.unchanged()));
    } else if (result instanceof DirectoryListing listing) {
      print(listing);
    } else if (result instanceof ObjectMeta meta) {
      out.json(meta.asMap());
    } else if (result instanceof ObjectStat stat) {
      out.json(JsonRecords.of(stat.summary()));
    } else if (result instanceof ObjectSummary object) {
      out.line(ListingLine.of(object));
    } else if (result instanceof List<?> list && !isJson(list)) {
      for (Object element : list) {
        print(element);
      }
      out.line(list.isEmpty() ? "(nothing)" : "");
    } else if (result instanceof Map<?, ?> map && !isJson(map.values())) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.line("%-16s %s".formatted(entry.getKey(), brief(entry.getValue())));
      }
    } else {
      new ValuePrinter(out, ROWS).print(result);
    }
  }
}
