package io.t4.cli;

import io.t4.packages.CacheUsage;
import io.t4.packages.ObjectCache;
import io.t4.session.T4Session;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code t4 cache}. */
@Command(
    name = "cache",
    description = "Show or clear the files of packages that are kept to be fetched only once.",
    footer = {
      "  t4 cache                        where it is, and how much it holds",
      "  t4 cache --clear                remove all of it",
      "  t4 cache --prune                remove what is over the limit",
      "  t4 config cache_limit=20GiB     keep more; 0 keeps nothing",
      "",
      "What was used longest ago goes first. Nothing is lost: it is fetched again when needed.",
      "JSON fields: directory, objects, bytes, limit; of what was removed objects, bytes."
    })
final class CacheCommand extends Subcommand {
  /** What is removed, if anything is. */
  private static final class Removal {
    @Option(names = "--clear", description = "Remove all of it.")
    private boolean clear;

    @Option(names = "--prune", description = "Remove what is over the limit.")
    private boolean prune;
  }

  @ArgGroup private Removal removal = new Removal();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    try (T4Session opened = session.open()) {
      ObjectCache cache = ObjectCache.of(opened);
      if (removal.clear) {
        removed(cache.clear(), out);
      } else if (removal.prune) {
        removed(cache.prune(), out);
      } else {
        show(cache, out);
      }
    }
    return ExitCode.OK;
  }

  private void removed(CacheUsage removed, Output out) throws IOException {
    if (json.isSet()) {
      out.json(fields(removed));
    } else {
      out.line("removed " + inWords(removed));
    }
  }

  private void show(ObjectCache cache, Output out) throws IOException {
    // First, so that a wrong limit is told alone.
    long limit = cache.limit();
    CacheUsage usage = cache.usage();
    if (json.isSet()) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("directory", cache.directory().toString());
      fields.putAll(fields(usage));
      fields.put("limit", limit);
      out.json(fields);
    } else {
      out.line(cache.directory().toString());
      out.line("%s of at most %s".formatted(inWords(usage), Sizes.inWords(limit)));
    }
  }

  private static Map<String, @Nullable Object> fields(CacheUsage usage) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("objects", usage.count());
    fields.put("bytes", usage.bytes());
    return fields;
  }

  private static String inWords(CacheUsage usage) {
    return Sizes.counted(usage.count(), "object") + ", " + Sizes.inWords(usage.bytes());
  }
}
