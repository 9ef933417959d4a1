package io.t4.json;

/** Reads and writes JSON with plain Java values. */
public final class Json {
  private Json() {}
}
