package io.t4.catalog.pages.tables.worker;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import io.t4.error.TooLargeException;
import io.t4.storage.local.Scratch;
import io.t4.tabular.DatabaseLimits;
import io.t4.tabular.FileQuery;
import io.t4.tabular.FileTable;
import io.t4.tabular.TableFile;
import io.t4.tabular.TableFormat;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;

/**
 * The program of a worker: answers requests one after the other, on standard input and output, and
 * ends with whoever started it. Each has a database of its own.
 */
public final class TableWorker {
  /** What it says first. */
  public static final int READY = 'r';

  private final DatabaseLimits limits;

  private TableWorker(DatabaseLimits limits) {
    this.limits = limits;
  }

  /**
   * Runs until standard input ends.
   *
   * @param arguments memory, disk and threads of {@link DatabaseLimits}
   */
  public static void main(String[] arguments) throws Exception {
    InputStream requests = System.in;
    OutputStream answers = System.out;
    // Nothing else may get between the answers.
    System.setOut(System.err);
    TableWorker worker =
        new TableWorker(
            new DatabaseLimits(arguments[0], arguments[1], Integer.parseInt(arguments[2])));
    SynchronousQueue<Request> queue = new SynchronousQueue<>();
    Thread reader = new Thread(() -> takeRequests(requests, queue), "requests");
    reader.setDaemon(true);
    reader.start();
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(answers));
    out.writeByte(READY);
    out.flush();
    while (true) {
      Message.write(out, worker.answer(queue.take()));
    }
  }

  /** Ends the process when there are no more, whatever a statement does at that time. */
  private static void takeRequests(InputStream requests, SynchronousQueue<Request> queue) {
    try (DataInputStream in = new DataInputStream(new BufferedInputStream(requests))) {
      while (true) {
        queue.put(Message.read(in, Request.class));
      }
    } catch (IOException | InterruptedException e) {
      System.err.println(e.getMessage());
    } finally {
      Runtime.getRuntime().halt(0);
    }
  }

  private Answer answer(Request request) {
    try {
      return result(request);
    } catch (InvalidInputException e) {
      return refused(Answer.Reason.INVALID, e);
    } catch (TooLargeException e) {
      return refused(Answer.Reason.TOO_LARGE, e);
    } catch (FormatException e) {
      return refused(Answer.Reason.DAMAGED, e);
    } catch (T4Exception e) {
      return refused(Answer.Reason.DAMAGED, e);
    } catch (IOException e) {
      // Its message may tell where the file is.
      return new Answer.Refused(
          Answer.Reason.DAMAGED, "the file can't be read: " + e.getClass().getSimpleName());
    }
  }

  private static Answer refused(Answer.Reason reason, Exception e) {
    return new Answer.Refused(reason, String.valueOf(e.getMessage()));
  }

  private Answer result(Request request) throws IOException {
    try (Files files = new Files()) {
      if (request instanceof Request.Rows rows) {
        try (FileTable table = FileTable.open(files.table(rows.source()), limits)) {
          return new Answer.Rows(table.rows(rows.selection()));
        }
      }
      if (request instanceof Request.Summary summary) {
        try (FileTable table = FileTable.open(files.table(summary.source()), limits)) {
          return new Answer.Summary(table.summary());
        }
      }
      if (request instanceof Request.Tables tables) {
        try (FileQuery query = FileQuery.of(tables.sql(), limits)) {
          return new Answer.Tables(query.tables());
        }
      }
      if (request instanceof Request.Select select) {
        try (FileQuery query = FileQuery.of(select.sql(), limits)) {
          query.open(files.tables(select.sources()), null);
          return new Answer.Rows(query.rows(select.most()));
        }
      }
      Request.Export export = (Request.Export) request;
      try (FileQuery query = FileQuery.of(export.sql(), limits)) {
        Path target = Path.of(export.target());
        query.open(files.tables(export.sources()), target);
        query.export(target, export.format());
        return new Answer.Written();
      }
    }
  }

  /** The files of a request, some of them made from others. */
  private static final class Files implements AutoCloseable {
    private final List<Scratch> made = new ArrayList<>();

    Map<String, TableFile> tables(Map<String, Source> sources) throws IOException {
      Map<String, TableFile> tables = new LinkedHashMap<>();
      for (Map.Entry<String, Source> source : sources.entrySet()) {
        tables.put(source.getKey(), table(source.getValue()));
      }
      return tables;
    }

    TableFile table(Source source) throws IOException {
      Path path = Path.of(source.path());
      if (!source.isExcel()) {
        return new TableFile(path, format(source.name()));
      }
      Scratch csv = Scratch.file(".csv");
      made.add(csv);
      ExcelSheet.writeFirst(path, csv.path());
      return new TableFile(csv.path(), format(csv.path().toString()));
    }

    private static TableFormat format(String name) {
      return TableFormat.of(name)
          .orElseThrow(() -> new InvalidInputException("'" + name + "' is no table"));
    }

    @Override
    public void close() throws IOException {
      for (Scratch file : made) {
        file.close();
      }
    }
  }
}
