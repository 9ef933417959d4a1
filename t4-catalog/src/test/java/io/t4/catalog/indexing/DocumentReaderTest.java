package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.index.IndexWrite;
import io.t4.storage.ObjectVersion;
import io.t4.storage.local.LocalObjectStore;
import io.t4.text.TextExtractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of an object that isn't any more what was listed. */
class DocumentReaderTest {
  @TempDir Path directory;
  @TempDir Path temporaryFiles;

  /** It would else fill the disk, and no listing has its size. */
  @Test
  void anObjectThatHasGrownSinceItWasListedIsNotRead() throws IOException {
    Files.writeString(directory.resolve("z.txt"), "thor ".repeat(10_000));
    ObjectVersion listed = new ObjectVersion("z.txt", null, true, false, 6, Instant.EPOCH, "local");
    try (LocalObjectStore store = new LocalObjectStore(directory);
        TextExtractor extractor = TextExtractor.builder().build()) {
      TextRetries retries =
          new TextRetries(Duration.ofMinutes(1), new KeyChanges(Duration.ofMillis(1)));
      DocumentReader reader =
          new DocumentReader(store, extractor, temporaryFiles, Runnable::run, retries);
      IndexingSettings settings = new IndexingSettings(Set.of(), 1_000, false, key -> true);

      IndexWrite.Put write =
          (IndexWrite.Put) reader.read(listed, settings, null).document().write(0);

      assertThat(write.document().path("content_state").asString()).isEqualTo("TOO_LARGE");
      assertThat(write.document().path("content_detail").asString())
          .isEqualTo("50000 bytes; 1000 at the most are read");
      assertThat(write.document().path("text").asString()).isEmpty();
    }
    assertThat(temporaryFiles).isEmptyDirectory();
  }
}
