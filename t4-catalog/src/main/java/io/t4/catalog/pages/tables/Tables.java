package io.t4.catalog.pages.tables;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.pages.tables.worker.Answer;
import io.t4.catalog.pages.tables.worker.Request;
import io.t4.catalog.pages.tables.worker.Source;
import io.t4.catalog.settings.TableSettings;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.ObjectStat;
import io.t4.storage.local.Scratch;
import io.t4.tabular.ColumnSummary;
import io.t4.tabular.FileQuery;
import io.t4.tabular.RowSelection;
import io.t4.tabular.TextRows;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Reads objects as tables, over all of their rows, in processes with limits of time, memory and
 * disk. Calls wait for their turn, for as long as the limit of time at the most, and then for the
 * result. Safe for use from many threads.
 *
 * <p>All of them throw {@link TableException} where there is no result, and {@link IOException}
 * where the bucket does not give the object.
 */
@Component
public final class Tables implements DisposableBean {
  /** The longest statement, in characters: it stands in the address. */
  public static final int LONGEST_SQL = 4_000;

  private static final int MOST_TABLES = 16;

  private final TableSettings settings;
  private final WorkerPool workers;
  private final LocalCopies copies;

  Tables(TableSettings settings) {
    this.settings = settings;
    this.copies = new LocalCopies(settings);
    this.workers = new WorkerPool(settings, copies::removeUnused);
  }

  /** Whether an object of that key is read as a table. */
  public static boolean isTable(String key) {
    return Source.isTable(key);
  }

  /** How long a call may take once it is its turn, in whole seconds. */
  public long limitSeconds() {
    return Math.max(1, settings.timeLimit().toSeconds());
  }

  /** Some rows of an object. */
  public TextRows rows(ServedBucket bucket, ObjectStat stat, RowSelection selection)
      throws IOException {
    try (LocalCopies.Lease file = copies.open(bucket, stat)) {
      Request request = new Request.Rows(source(stat.key(), file), selection);
      return ((Answer.Rows) answer(request, null)).rows();
    }
  }

  /** What the columns of an object hold. */
  public List<ColumnSummary> summary(ServedBucket bucket, ObjectStat stat) throws IOException {
    try (LocalCopies.Lease file = copies.open(bucket, stat)) {
      Request request = new Request.Summary(source(stat.key(), file));
      return ((Answer.Summary) answer(request, null)).columns();
    }
  }

  /**
   * The first rows of what a statement gives, whose tables are keys of a bucket.
   *
   * @param most how many
   */
  public TextRows select(ServedBucket bucket, String sql, int most) throws IOException {
    try (Leases files = leases(bucket, sql)) {
      Request request = new Request.Select(sql, files.sources(), most);
      return ((Answer.Rows) answer(request, null)).rows();
    }
  }

  /**
   * All that a statement gives.
   *
   * @return a file that the caller closes
   */
  public Scratch export(ServedBucket bucket, String sql, FileQuery.Export format)
      throws IOException {
    Scratch target = Scratch.file("");
    try (Leases files = leases(bucket, sql)) {
      Path path = target.path();
      answer(new Request.Export(sql, files.sources(), path.toString(), format), path);
      return target;
    } catch (IOException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  private Answer answer(Request request, @Nullable Path written) throws IOException {
    return workers.ask(request, written);
  }

  private static Source source(String key, LocalCopies.Lease file) {
    return new Source(key, file.path().toAbsolutePath().toString());
  }

  private Leases leases(ServedBucket bucket, String sql) throws IOException {
    if (sql.length() > LONGEST_SQL) {
      throw TableException.invalid(
          "The statement has %d characters, more than %d.".formatted(sql.length(), LONGEST_SQL));
    }
    Set<String> keys = ((Answer.Tables) answer(new Request.Tables(sql), null)).names();
    if (keys.size() > MOST_TABLES) {
      throw TableException.invalid(
          "The statement reads %d files, more than %d.".formatted(keys.size(), MOST_TABLES));
    }
    Leases leases = new Leases(new LinkedHashMap<>());
    try {
      for (String key : keys) {
        leases.files().put(key, copies.open(bucket, stat(bucket, key)));
      }
      return leases;
    } catch (IOException | RuntimeException e) {
      leases.close();
      throw e;
    }
  }

  private static ObjectStat stat(ServedBucket bucket, String key) throws IOException {
    try {
      ObjectStat stat = bucket.store().stat(key, null);
      if (isTable(key)) {
        return stat;
      }
    } catch (NoSuchFileException
        | InvalidObjectKeyException
        | InvalidKeyException
        | NotFoundException e) {
      throw TableException.invalid("There is no file '%s' in this bucket.".formatted(key));
    }
    throw TableException.invalid(
        "'%s' is no table: files that end in .csv, .tsv, .jsonl, .ndjson, .parquet or .xlsx are."
            .formatted(key));
  }

  /** The files of a statement, by the names in it. */
  private record Leases(Map<String, LocalCopies.Lease> files) implements AutoCloseable {
    Map<String, Source> sources() {
      Map<String, Source> sources = new LinkedHashMap<>();
      files.forEach((key, file) -> sources.put(key, source(key, file)));
      return sources;
    }

    @Override
    public void close() {
      files.values().forEach(LocalCopies.Lease::close);
    }
  }

  /** What waits for requests, for tests. */
  List<Long> idleWorkers() {
    return workers.idlePids();
  }

  /** What copies take, for tests. */
  long copiedBytes() {
    return copies.bytes();
  }

  @Override
  public void destroy() {
    workers.close();
    copies.close();
  }
}
