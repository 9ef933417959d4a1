package io.t4.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that the demo begins with. */
final class SampleData {
  /** A jar can't be listed, so the names stand here. */
  static final List<String> FILES =
      List.of(
          "gods/freya.md",
          "gods/gods.csv",
          "gods/loki.md",
          "gods/odin.md",
          "gods/realms.txt",
          "thor/forecast.ipynb",
          "thor/lightning.png",
          "thor/mjolnir.json",
          "thor/thor.md",
          "weather/storms.csv",
          "weather/storms.parquet",
          "weather/strikes.jsonl",
          "weather/thunder.npy");

  private SampleData() {}

  /** Writes the files below a directory. */
  static void copyTo(Path directory) throws IOException {
    for (String name : FILES) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream content = SampleData.class.getResourceAsStream("demo/" + name)) {
        if (content == null) {
          throw new FileNotFoundException("the sample file " + name + " is missing in T4's jar");
        }
        Files.copy(content, file);
      }
    }
  }
}
