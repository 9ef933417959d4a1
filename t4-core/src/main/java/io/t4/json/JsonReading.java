package io.t4.json;

/** Which spellings are accepted when JSON is read. */
public enum JsonReading {
  /** RFC 8259: numbers are finite. */
  STRICT,

  /**
   * What Python's {@code json.loads} takes: also {@code NaN}, {@code Infinity} and {@code
   * -Infinity}; a number beyond the range of a double becomes an infinity. For manifests and for
   * objects that Python wrote.
   */
  PYTHON
}
