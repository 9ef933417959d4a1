package io.t4.cli;

import io.t4.transfer.TransferListener;

/** Writes a transfer's warnings to standard error. */
final class Warnings implements TransferListener {
  @Override
  public void warned(String message) {
    System.err.println("t4: warning: " + PrintableText.lines(message));
  }
}
