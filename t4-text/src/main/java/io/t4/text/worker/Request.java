package io.t4.text.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a worker is asked.
 *
 * @param name the file's name without the ending of its compression, which tells parsers the type
 * @param file where the content is
 * @param format the {@linkplain TextFormat#name() name of the format} to read it by
 * @param compression what it is packed with
 */
public record Request(String name, Path file, String format, Compression compression) {
  /** Writes it as {@link #read} reads it. */
  public void write(DataOutputStream out) throws IOException {
    out.writeUTF(name);
    out.writeUTF(file.toString());
    out.writeUTF(format);
    out.writeUTF(compression.name());
    out.flush();
  }

  /**
   * Reads the next request.
   *
   * @throws java.io.EOFException if there will be none
   */
  static Request read(DataInputStream in) throws IOException {
    return new Request(
        in.readUTF(), Path.of(in.readUTF()), in.readUTF(), Compression.valueOf(in.readUTF()));
  }
}
