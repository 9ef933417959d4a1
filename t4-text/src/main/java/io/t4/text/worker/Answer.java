package io.t4.text.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a worker answers.
 *
 * @param result how far it came
 * @param condition whether it can take another file
 * @param text what it read
 * @param detail the reason of a result other than {@link Result#COMPLETE}, else empty
 */
public record Answer(Result result, Condition condition, String text, String detail) {
  private static final int MAX_DETAIL = 500;

  /** Of UTF-8 for one {@code char}. */
  private static final int MAX_BYTES = 3;

  /** How far a worker came with a file. */
  public enum Result {
    COMPLETE,
    TRUNCATED,
    UNSUPPORTED,
    TOO_LARGE,
    MALFORMED
  }

  /** What became of the worker. */
  public enum Condition {
    /** It can go on. */
    FIT,
    /** Much of its memory stays in use between files: another should take over. */
    SPENT
  }

  void write(DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeUTF(result.name());
    out.writeUTF(condition.name());
    out.writeUTF(detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
    out.writeInt(bytes.length);
    out.write(bytes);
    out.flush();
  }

  /**
   * Reads an answer, trusting nothing in it: the worker has read files of strangers.
   *
   * @param maxCharacters the longest text that there can be
   * @throws java.io.EOFException if the worker ended without a whole answer
   * @throws IOException also if it is no answer
   */
  public static Answer read(DataInputStream in, int maxCharacters) throws IOException {
    Result result = constant(Result.class, in.readUTF());
    Condition condition = constant(Condition.class, in.readUTF());
    String detail = in.readUTF();
    int length = in.readInt();
    if (length < 0 || length > (long) maxCharacters * MAX_BYTES) {
      throw new IOException("the worker's answer has a text of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new Answer(result, condition, new String(bytes, StandardCharsets.UTF_8), detail);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new IOException("the worker's answer is not understood", e);
    }
  }
}
