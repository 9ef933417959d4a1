package io.t4.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to a directory's objects, and tells the listener. Safe for many threads. */
final class Tally {
  private final TransferListener listener;
  private final LongAdder transferred = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final List<String> skipped = new ArrayList<>();

  Tally(TransferListener listener) {
    this.listener = listener;
  }

  void transferred(long size) {
    transferred.increment();
    bytes.add(size);
  }

  void unchanged(String key, long size) {
    unchanged.increment();
    listener.unchanged(key, size);
  }

  void skipped(String what) {
    listener.warned(what);
    synchronized (skipped) {
      if (skipped.size() < TransferReport.MAX_SKIPPED) {
        skipped.add(what);
      }
    }
  }

  TransferReport report() {
    synchronized (skipped) {
      return new TransferReport(transferred.sum(), unchanged.sum(), bytes.sum(), skipped);
    }
  }
}
