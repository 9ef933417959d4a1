package io.t4.catalog.pages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.preview.PlotLibrary;
import io.t4.catalog.pages.preview.Preview;
import io.t4.catalog.pages.preview.Previews;
import io.t4.catalog.pages.preview.RelativeKey;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the {@code quilt_summarize.json} of a directory shows.
 *
 * @param rows one below the other, each with what stands side by side
 * @param problem what is wrong with all of it; null if it can be read
 */
record Summary(List<List<Shown>> rows, @Nullable String problem) {
  static final String NAME = "quilt_summarize.json";

  private static final int LARGEST = 256 * 1024;
  private static final int MOST_ROWS = 100;
  private static final int MOST_COLUMNS = 12;

  /** Further files are links only. */
  private static final int MOST_PREVIEWS = 12;

  /** After that no more files are looked into. */
  private static final long LONGEST_NANOS = 3_000_000_000L;

  /**
   * A file on the page.
   *
   * @param key null if there is none to lead to
   * @param description HTML that may stand in the page; null for none
   * @param preview null if it is not looked into
   * @param problem why it is not; null if there is none
   */
  record Shown(
      String title,
      @Nullable String key,
      @Nullable String description,
      boolean expanded,
      String width,
      @Nullable Preview preview,
      @Nullable String problem) {}

  /**
   * Reads it.
   *
   * @param directory empty, or ending in {@code /}
   * @return null if the directory has none
   */
  static @Nullable Summary of(ServedBucket bucket, String directory, Previews previews)
      throws IOException {
    byte[] bytes;
    try (ObjectContent content = bucket.store().open(directory + NAME, ReadOptions.ALL)) {
      bytes = content.stream().readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      return new Reader(bucket, directory, previews).read(parsed(bytes));
    } catch (InvalidSummaryException e) {
      return new Summary(List.of(), NAME + " " + e.getMessage() + ".");
    }
  }

  private static JsonNode parsed(byte[] bytes) throws InvalidSummaryException {
    if (bytes.length > LARGEST) {
      throw new InvalidSummaryException("has more than %,d bytes".formatted(LARGEST));
    }
    JsonNode summary;
    try {
      summary = JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      throw new InvalidSummaryException("is no JSON: " + e.getOriginalMessage());
    }
    if (!summary.isArray()) {
      throw new InvalidSummaryException(
          "must be an array of paths, of objects with a 'path', and of arrays of those; it is "
              + SummaryFile.shortened(summary));
    }
    return summary;
  }

  private static final class Reader {
    private final ServedBucket bucket;
    private final String directory;
    private final Previews previews;
    private int left = MOST_PREVIEWS;
    private final long begin = System.nanoTime();

    Reader(ServedBucket bucket, String directory, Previews previews) {
      this.bucket = bucket;
      this.directory = directory;
      this.previews = previews;
    }

    Summary read(JsonNode summary) {
      List<List<Shown>> rows = new ArrayList<>();
      for (JsonNode row : summary) {
        if (rows.size() == MOST_ROWS) {
          rows.add(List.of(problem("Row " + (MOST_ROWS + 1), "further rows are not shown")));
          break;
        }
        rows.add(row(row, rows.size() + 1));
      }
      return new Summary(rows, null);
    }

    private List<Shown> row(JsonNode row, int number) {
      if (!row.isArray()) {
        return List.of(shown(row, number));
      }
      List<Shown> columns = new ArrayList<>();
      for (JsonNode column : row) {
        if (columns.size() == MOST_COLUMNS) {
          columns.add(problem("Row " + number, "further columns are not shown"));
          break;
        }
        columns.add(shown(column, number));
      }
      return columns;
    }

    private Shown shown(JsonNode element, int row) {
      try {
        return shown(SummaryFile.of(element));
      } catch (InvalidSummaryException e) {
        return problem("Row " + row, e.getMessage());
      }
    }

    private Shown shown(SummaryFile file) {
      String key = RelativeKey.of(directory, file.path()).orElse(null);
      if (key == null || key.isEmpty()) {
        return problem(file.title(), "'%s' leads out of the bucket".formatted(file.path()));
      }
      String description =
          file.description().isEmpty() || isLate()
              ? null
              : Previews.formatted(file.description(), bucket.id(), directory);
      Preview preview = null;
      String problem = null;
      if (isLate()) {
        problem = "it is not looked into here: what stands before it took too long";
      } else if (left > 0) {
        left--;
        try {
          preview = preview(file, key);
        } catch (NoSuchFileException e) {
          problem = "there is no '%s'".formatted(key);
        } catch (IOException e) {
          problem = e.getMessage();
        }
      } else {
        problem = "only the first %d files are looked into here".formatted(MOST_PREVIEWS);
      }
      return new Shown(
          file.title(), key, description, file.expanded(), file.width(), preview, problem);
    }

    private boolean isLate() {
      return System.nanoTime() - begin > LONGEST_NANOS;
    }

    private Preview preview(SummaryFile file, String key) throws IOException {
      ObjectStat stat = bucket.store().stat(key, null);
      PlotLibrary library = file.library();
      return library == null || stat.size() > PlotLibrary.LARGEST
          ? previews.of(bucket, stat)
          : new Preview.Plot(library);
    }

    private static Shown problem(String title, @Nullable String reason) {
      return new Shown(title, null, null, false, "share-1", null, reason);
    }
  }
}
