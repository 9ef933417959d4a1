package io.t4.text.worker;

/** What a file is packed with. */
public enum Compression {
  NONE,
  GZIP,
  BZIP2
}
