package io.t4.cli;

import io.t4.session.T4Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code t4 catalog status}. */
@Command(
    name = "status",
    description = "Tell how far the catalog of navigator_url has indexed its buckets.",
    footer = {
      "  t4 catalog status",
      "  t4 catalog status --json | jq '.buckets[].indexing.problem'",
      "",
      "Of each bucket: versions in the index, keys that wait, keys that were given up, how many",
      "texts are in the index only in part and why, and what keeps the indexing from going on."
    })
final class CatalogStatusCommand extends Subcommand {
  /** Of a content, all that the index can have. */
  private static final Set<String> IN_WHOLE = Set.of("COMPLETE", "NONE");

  @Mixin private JsonOption json = new JsonOption();

  @Override
  int run(Output out) throws IOException {
    try (T4Session session = T4Session.builder().build()) {
      Map<String, @Nullable Object> status = session.catalog().status();
      if (json.isSet()) {
        out.json(status);
      } else if (status.get("buckets") instanceof List<?> buckets) {
        for (Object bucket : buckets) {
          if (bucket instanceof Map<?, ?> members) {
            print(members, out);
          }
        }
      }
    }
    return ExitCode.OK;
  }

  private static void print(Map<?, ?> bucket, Output out) throws IOException {
    Map<?, ?> indexing = members(bucket.get("indexing"));
    Map<?, ?> scan = members(indexing.get("scan"));
    String state =
        scan.isEmpty()
            ? "not scanned yet"
            : scan.get("finishedAt") == null
                ? "scanning, at '" + scan.get("marker") + "'"
                : (indexing.get("problem") == null ? "up to date at " : "last compared at ")
                    + ListingLine.shown(Instant.parse(String.valueOf(scan.get("finishedAt"))));
    out.line(
        "%s  %s versions  %s waiting  %s given up  %s"
            .formatted(
                bucket.get("uri"),
                // Unknown while the catalog's search engine is away.
                bucket.get("documents") == null ? "?" : bucket.get("documents"),
                indexing.get("waiting"),
                indexing.get("deadLetters"),
                state));
    String inPart =
        members(bucket.get("content")).entrySet().stream()
            .filter(count -> !IN_WHOLE.contains(count.getKey().toString()))
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    if (!inPart.isEmpty()) {
      out.line("  read in part: " + inPart);
    }
    if (indexing.get("problem") != null) {
      out.line("  " + indexing.get("problem"));
    }
  }

  private static Map<?, ?> members(@Nullable Object value) {
    return value instanceof Map<?, ?> members ? members : Map.of();
  }
}
