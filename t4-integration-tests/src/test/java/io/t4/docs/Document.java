package io.t4.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown file of this project, as far as its fenced blocks go.
 *
 * @param path from the root of the project
 */
record Document(Path path, List<Block> blocks) {
  private static final String FENCE = "```";

  /**
   * A fenced block.
   *
   * @param line of its fence, from 1
   * @param language what stands behind the fence; may be empty
   */
  record Block(int line, String language, String text) {}

  Document {
    blocks = List.copyOf(blocks);
  }

  static Document read(Path root, Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(root.resolve(path));
    @Nullable StringBuilder text = null;
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (text == null && line.startsWith(FENCE)) {
        text = new StringBuilder();
        start = i;
      } else if (text != null && line.equals(FENCE)) {
        String language = lines.get(start).substring(FENCE.length()).strip();
        blocks.add(new Block(start + 1, language, text.toString()));
        text = null;
      } else if (text != null) {
        text.append(line).append('\n');
      }
    }
    if (text != null) {
      throw new IOException(path + ":" + (start + 1) + " begins a block that has no end");
    }
    return new Document(path, blocks);
  }

  /** Where a block is, in the form that editors open. */
  String place(Block block) {
    return path + ":" + block.line();
  }
}
