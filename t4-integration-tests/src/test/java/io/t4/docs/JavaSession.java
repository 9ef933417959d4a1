package io.t4.docs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JShell in a process of its own, with the environment and directory of a workplace: the blocks
 * of a document see what the blocks before them declared. See {@link JavaSessionServer}.
 *
 * <p>A comment that begins with an arrow, behind a statement or below it, shows the statement's
 * value as JShell prints it.
 */
final class JavaSession implements AutoCloseable {
  private final Process process;
  private final DataOutputStream requests;
  private final DataInputStream answers;

  JavaSession(Workplace workplace) throws IOException {
    process =
        workplace
            .javaProcess(JavaSessionServer.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    requests = new DataOutputStream(process.getOutputStream());
    answers = new DataInputStream(process.getInputStream());
  }

  /** Runs a block; returns what went wrong, or otherwise than shown. */
  List<String> run(String block) throws IOException {
    requests.writeUTF(block);
    requests.flush();
    List<String> problems = new ArrayList<>();
    try {
      for (int snippets = answers.readInt(); snippets > 0; snippets--) {
        String source = answers.readUTF();
        String problem = answers.readUTF();
        String shown = answers.readUTF();
        String value = answers.readUTF();
        if (!problem.isEmpty()) {
          problems.add(source + "\n" + problem);
        } else if (!shown.isEmpty() && !new ShownText(shown).matches(value)) {
          problems.add("%s\nis shown to give:\n%s\nbut gives:\n%s".formatted(source, shown, value));
        }
      }
    } catch (EOFException e) {
      throw new IOException("JShell ended within this block:\n" + block, e);
    }
    return problems;
  }

  @Override
  public void close() throws IOException {
    requests.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
