package io.t4.catalog.pages.tables.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Requests and answers on their way between processes: a length, and so many bytes of JSON. */
public final class Message {
  /** In bytes; the longest are pages of rows, whose text is bounded. */
  private static final int LONGEST = 32 * 1024 * 1024;

  private static final JsonMapper JSON = JsonMapper.shared();

  private Message() {}

  /** Sends one. */
  public static void write(DataOutputStream out, Object message) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(message);
    if (bytes.length > LONGEST) {
      throw new IOException("a message of " + bytes.length + " bytes is too long");
    }
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /**
   * Receives one. Whoever sends it is not trusted.
   *
   * @throws java.io.EOFException if there will be none
   * @throws IOException if it is not such a message
   */
  public static <T> T read(DataInputStream in, Class<T> type) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a message of " + length + " bytes is none");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    try {
      return JSON.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new IOException("a message is not understood", e);
    }
  }
}
