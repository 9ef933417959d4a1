package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.error.T4Exception;
import io.t4.search.SearchHit;
import io.t4.search.SearchOptions;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 search}. */
@Command(
    name = "search",
    description = "Find objects by words in their text, key and metadata; newest first.",
    footer = {
      "  t4 search s3://my-bucket thor",
      "  t4 search s3://my-bucket \"user_meta.name:'thor'\"",
      "  t4 search s3://my-bucket 'hammer AND size:>1000000' --limit 10",
      "  t4 search --by-relevance s3://my-bucket thunder god",
      "  t4 search --json s3://my-bucket 'ext:csv' | jq -r .key",
      "  t4 search --schema s3://my-bucket              the metadata that can be searched",
      "",
      "Asks the catalog that 't4 config navigator_url=URL' names. Each hit is a line with time,",
      "size, key and metadata, and a line with what matched. Finding nothing is no failure: the",
      "exit code is 0. Write NOT thor for a query that would begin with '-'; or -- before it, behind",
      "all options.",
      "",
      "JSON fields: key, version_id, operation, size, time, meta, text, highlights (field, parts",
      "with text and matched)."
    })
final class SearchCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "URI", description = "A bucket.")
  private String uri = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "QUERY",
      description = "Words and conditions; several arguments are one query.")
  private List<String> words = List.of();

  /** The two exclude each other. */
  static final class What {
    @Option(names = "--by-relevance", description = "What matches best first, not what is newest.")
    private boolean byRelevance;

    @Option(
        names = "--schema",
        description = "Print the names and types of the user's metadata as JSON; no search.")
    private boolean schema;
  }

  @ArgGroup private What what = new What();

  @Option(names = "--limit", paramLabel = "N", description = "Print N hits at most.")
  private @Nullable Integer limit;

  @Option(
      names = {"-l", "--long"},
      description = "Also print version ids.")
  private boolean versions;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    Location location = Location.parse(uri);
    if (!location.key().isEmpty()) {
      throw wrongUsage(
          "search looks through the whole bucket '%s'; for a part of it write a condition such as key:%s*"
              .formatted(location.withoutKey(), location.key()));
    }
    if (what.schema != words.isEmpty()) {
      throw wrongUsage(
          what.schema ? "--schema takes no QUERY" : "write what to look for, or * for everything");
    }
    try (T4Session opened = session.open()) {
      Bucket bucket = Bucket.open(uri, opened);
      if (what.schema) {
        printSchema(bucket, out);
      } else {
        if (printHits(bucket, out) == 0 && isNotCompared(opened, location)) {
          out.flush();
          System.err.println(
              PrintableText.line(
                  "t4: nothing found yet: the catalog still looks through %s; 't4 catalog status' tells how far it is"
                      .formatted(location)));
        }
      }
    }
    return ExitCode.OK;
  }

  private void printSchema(Bucket bucket, Output out) throws IOException {
    if (json.isSet()) {
      out.json(bucket.getUserMetaSchema());
    } else {
      out.prettyJson(bucket.getUserMetaSchema());
    }
  }

  /** Whether the catalog says that its index may lack anything; those of others say nothing. */
  private static boolean isNotCompared(T4Session session, Location bucket) {
    try {
      return session.catalog().status().get("buckets") instanceof List<?> buckets
          && buckets.stream().anyMatch(status -> isNotCompared(status, bucket));
    } catch (T4Exception e) {
      return false;
    }
  }

  private static boolean isNotCompared(@Nullable Object status, Location bucket) {
    return status instanceof Map<?, ?> members
        && bucket.toString().equals(members.get("uri"))
        && members.get("indexing") instanceof Map<?, ?> indexing
        && Boolean.FALSE.equals(indexing.get("compared"));
  }

  /** Returns how many there are. */
  private int printHits(Bucket bucket, Output out) throws IOException {
    int hits = 0;
    for (SearchHit hit : bucket.search(String.join(" ", words), options())) {
      if (json.isSet()) {
        out.json(JsonRecords.of(hit));
      } else {
        HitLines.print(hit, versions ? HitLines.Detail.VERSION : HitLines.Detail.KEY, out);
      }
      hits++;
    }
    return hits;
  }

  private SearchOptions options() {
    SearchOptions options =
        what.byRelevance ? SearchOptions.byRelevance() : SearchOptions.newestFirst();
    return limit == null ? options : options.atMost(limit);
  }
}
