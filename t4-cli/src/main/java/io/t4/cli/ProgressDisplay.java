package io.t4.cli;

import io.t4.transfer.TransferListener;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows a transfer while it runs: bytes, files, rate and remaining time on one line of the
 * terminal, which is gone at the end. Appears with the first file that is moved or compared.
 */
final class ProgressDisplay implements TransferListener, AutoCloseable {
  private static final long MIB = 1L << 20;
  private static final int UPDATE_MILLIS = 200;

  private final String task;
  private final Line line;
  private final AtomicLong planned = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong plannedBytes = new AtomicLong();
  private @Nullable ProgressBar bar;

  private ProgressDisplay(String task, PrintStream out, int columns) {
    this.task = task;
    this.line = new Line(out, columns - 1);
  }

  /**
   * A display on standard error.
   *
   * @param task what is done, in a word
   * @param columns the width of the terminal
   */
  static ProgressDisplay on(String task, int columns) {
    return new ProgressDisplay(task, System.err, columns);
  }

  @Override
  public synchronized void planned(String key, long bytes) {
    planned.incrementAndGet();
    bar().maxHint(plannedBytes.addAndGet(bytes));
    showFiles();
  }

  @Override
  public synchronized void progressed(String key, long bytes) {
    bar().stepBy(bytes);
  }

  @Override
  public synchronized void completed(String key) {
    done.incrementAndGet();
    showFiles();
  }

  @Override
  public synchronized void unchanged(String key, long bytes) {
    done.incrementAndGet();
    bar().stepBy(bytes);
    showFiles();
  }

  @Override
  public void warned(String message) {
    line.interrupt("t4: warning: " + PrintableText.line(message));
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }

  private ProgressBar bar() {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(0)
              .setUnit(" MiB", MIB)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .showSpeed()
              .setConsumer(line)
              .clearDisplayOnFinish()
              .build();
    }
    return bar;
  }

  private void showFiles() {
    bar().setExtraMessage(" %,d/%,d files".formatted(done.get(), planned.get()));
  }

  /** One line of a terminal, written again and again. */
  private static final class Line implements ProgressBarConsumer {
    /** ECMA-48: erase from the cursor to the end of the line. */
    private static final String ERASE = "\u001b[K";

    private final PrintStream out;
    private final int columns;

    Line(PrintStream out, int columns) {
      this.out = out;
      this.columns = columns;
    }

    @Override
    public int getMaxRenderedLength() {
      return columns;
    }

    @Override
    public synchronized void accept(String text) {
      out.print("\r" + text + ERASE);
      out.flush();
    }

    @Override
    public synchronized void clear() {
      out.print("\r" + ERASE);
      out.flush();
    }

    /** Writes a line that stays; the display goes on below it. */
    synchronized void interrupt(String text) {
      out.print("\r" + ERASE + text + System.lineSeparator());
      out.flush();
    }

    @Override
    public void close() {
      clear();
    }
  }
}
