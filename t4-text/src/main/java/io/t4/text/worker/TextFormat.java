package io.t4.text.worker;

/**
 * Reads the text of one kind of file; found by {@link java.util.ServiceLoader}. Used by one thread.
 * It may hang or take all memory: the process pays, and is replaced.
 */
public interface TextFormat {
  /** The name that {@link Request#format()} has. */
  String name();

  /**
   * Reads content until its end or until the text is full.
   *
   * @param content what to read; closed by the caller
   * @param text takes the text; what it holds counts even if this method fails
   * @throws ContentException if the content is not of this format, or too large
   * @throws Exception also anything else that a parser throws: the content is malformed
   */
  void read(Content content, TextBuffer text) throws Exception;
}
