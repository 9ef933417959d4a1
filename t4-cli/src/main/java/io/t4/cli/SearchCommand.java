package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.error.T4Exception;
import io.t4.search.PackageHit;
import io.t4.search.PackageSearchResults;
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
    description = {
      "Find objects or packages by words and conditions, newest first.",
      "Words are looked for in text, key and metadata of objects; in name, message, metadata and",
      "logical keys of packages."
    },
    footer = {
      "  t4 search s3://my-bucket thor",
      "  t4 search s3://my-bucket \"user_meta.name:'thor'\"",
      "  t4 search s3://my-bucket 'hammer AND size:>1000000' --limit 10",
      "  t4 search --by-relevance s3://my-bucket thunder god",
      "  t4 search --json s3://my-bucket 'ext:csv' | jq -r .key",
      "  t4 search --packages storms                    in all buckets of the catalog",
      "  t4 search --packages s3://my-bucket 'storms user_meta.season:2026'",
      "  t4 search --schema s3://my-bucket              the metadata that can be searched",
      "",
      "Asks the catalog that 't4 config navigator_url=URL' names. Each hit is a line with time,",
      "size, key and metadata, and a line with what matched. Finding nothing is no failure: the",
      "exit code is 0. Write NOT thor for a query that would begin with '-'; or -- before it, behind",
      "all options.",
      "",
      "JSON fields: key, version_id, operation, size, time, meta, text, highlights (field, parts",
      "with text and matched). Of packages: registry, name, top_hash, pointer, message, workflow,",
      "meta, size, entries, time, highlights."
    })
final class SearchCommand extends Subcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URI",
      description = "A bucket; with --packages it can be left out, for all.")
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

  @Option(
      names = "--packages",
      description = "Find packages; also former revisions if QUERY has latest:false.")
  private boolean packages;

  @Option(names = "--limit", paramLabel = "N", description = "Print N hits at most.")
  private @Nullable Integer limit;

  @Option(
      names = {"-l", "--long"},
      description = "Also print version ids; of packages whole top hashes.")
  private boolean versions;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    if (packages) {
      return searchPackages(out);
    }
    if (uri.isEmpty()) {
      throw wrongUsage("name the bucket to search, such as s3://my-bucket");
    }
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
        if (printHits(bucket, out) == 0) {
          tellIfNotCompared(opened, location, out);
        }
      }
    }
    return ExitCode.OK;
  }

  private int searchPackages(Output out) throws IOException {
    if (what.schema) {
      throw wrongUsage("--schema is of objects; leave out --packages");
    }
    // A condition such as ext:csv looks like a URI, too, but for the slashes.
    Location bucket = uri.matches("[a-z][a-z0-9]*://.*") ? Location.parse(uri) : null;
    if (bucket != null && !bucket.key().isEmpty()) {
      throw wrongUsage(
          "packages are searched for in the whole bucket '%s'".formatted(bucket.withoutKey()));
    }
    String text = String.join(" ", words);
    String query = bucket != null ? text : (uri + " " + text).strip();
    if (query.isBlank()) {
      throw wrongUsage("write what to look for, or * for everything");
    }
    try (T4Session opened = session.open()) {
      PackageSearchResults found =
          bucket == null
              ? opened.catalog().searchPackages(query, options())
              : opened.catalog().searchPackages(bucket, query, options());
      int hits = 0;
      for (PackageHit hit : found) {
        if (json.isSet()) {
          out.json(JsonRecords.of(hit));
        } else {
          HitLines.print(hit, detail(), out);
        }
        hits++;
      }
      if (hits == 0) {
        tellIfNotCompared(opened, bucket, out);
      }
    }
    return ExitCode.OK;
  }

  private HitLines.Detail detail() {
    return versions ? HitLines.Detail.VERSION : HitLines.Detail.KEY;
  }

  /** Tells if the catalog says that its index may lack anything; those of others say nothing. */
  private static void tellIfNotCompared(T4Session session, @Nullable Location bucket, Output out)
      throws IOException {
    if (isNotCompared(session, bucket)) {
      out.flush();
      System.err.println(
          PrintableText.line(
              "t4: nothing found yet: the catalog still looks through %s; 't4 catalog status' tells how far it is"
                  .formatted(bucket == null ? "its buckets" : bucket)));
    }
  }

  private void printSchema(Bucket bucket, Output out) throws IOException {
    if (json.isSet()) {
      out.json(bucket.getUserMetaSchema());
    } else {
      out.prettyJson(bucket.getUserMetaSchema());
    }
  }

  private static boolean isNotCompared(T4Session session, @Nullable Location bucket) {
    try {
      return session.catalog().status().get("buckets") instanceof List<?> buckets
          && buckets.stream().anyMatch(status -> isNotCompared(status, bucket));
    } catch (T4Exception e) {
      return false;
    }
  }

  private static boolean isNotCompared(@Nullable Object status, @Nullable Location bucket) {
    return status instanceof Map<?, ?> members
        && (bucket == null || bucket.toString().equals(members.get("uri")))
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
        HitLines.print(hit, detail(), out);
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
