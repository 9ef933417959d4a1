package io.t4.text;

import java.nio.file.Path;
import java.time.Duration;

/** A process that reads a file whose parser waits, and gets killed meanwhile. */
final class ExtractorOwner {
  private ExtractorOwner() {}

  public static void main(String[] arguments) throws Exception {
    try (TextExtractor extractor =
        TextExtractor.builder()
            .timeLimit(Duration.ofMinutes(5))
            .format(".waits", "waits", TestFiles.testClasses())
            .build()) {
      extractor.extract("a.waits", Path.of(arguments[0]));
    }
  }
}
