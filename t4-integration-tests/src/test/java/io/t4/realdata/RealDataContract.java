package io.t4.realdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.error.FormatException;
import io.t4.servers.BucketOnServer;
import io.t4.storage.local.FileMetadata;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A folder of files as users have them, whose place the property {@code t4.shared} names: {@code
 * data} in a directory beside the project, unless told otherwise.
 */
abstract class RealDataContract extends BucketOnServer {
  private static final Map<String, Object> META =
      Map.of(
          "source", "Gr\u00fc\u00dfe \uD83D\uDE00", "list", List.of(1L, 2.5, Map.of("deep", true)));

  private static final Path DATA =
      Path.of(System.getProperty("t4.shared", "../../shared"), "data").toAbsolutePath().normalize();

  /** What the formats of tables are called at the end of a key. */
  private static final List<String> TABLES = List.of(".csv", ".tsv", ".parquet");

  /** What no format handles; .gz alone names none. */
  private static final List<String> UNKNOWN =
      List.of(".pdf", ".vcf", ".vcf.gz", ".jpg", ".xlsx", ".png");

  @BeforeEach
  void requireData() {
    assumeTrue(
        Files.isDirectory(DATA),
        () -> "there is no directory " + DATA + "; -Dt4.shared=DIR names its parent");
  }

  @Test
  void everyByteAndEveryMetadataValueComesBack() throws IOException {
    List<Path> files = files();
    TransferReport put = bucket().putDir("real/data", DATA, META);
    assertThat(put.transferred()).isEqualTo(files.size());
    assertThat(put.skipped()).isEmpty();
    assertThat(bucket().putDir("real/data", DATA, META).unchanged()).isEqualTo(files.size());

    Path back = disk.resolve("back");
    assertThat(bucket().fetch("real/data", back).transferred()).isEqualTo(files.size());

    assertThat(bucket().keys()).hasSameSizeAs(files);
    for (Path file : files) {
      String key = "real/data/" + DATA.relativize(file).toString().replace('\\', '/');
      Path fetched = back.resolve(DATA.relativize(file));
      assertThat(Files.mismatch(file, fetched)).as(key).isEqualTo(-1);
      assertThat(bucket().getMeta(key).userMeta()).as(key).isEqualTo(META);
      assertThat(bucket().stat(key).userMetadata()).as(key).isEqualTo(FileMetadata.read(fetched));
    }
    assertThat(bucket().fetch("real/data", back).unchanged()).isEqualTo(files.size());
  }

  @Test
  void everyFileIsReadOrSaysThatNoFormatHandlesIt() throws IOException {
    bucket().putDir("real", DATA);
    Map<?, ?> folder = bucket().deserialize("real", Map.class);
    for (Path file : files()) {
      String name = DATA.relativize(file).toString().replace('\\', '/');
      String key = "real/" + name;
      if (TABLES.stream().anyMatch(name::endsWith)) {
        DataFrame table = bucket().deserialize(key, DataFrame.class);
        assertThat(table.height()).as(key).isPositive();
        assertThat(table.width()).as(key).isPositive();
        assertThat(folder.get(name))
            .as(key)
            .isInstanceOfSatisfying(
                DataFrame.class,
                same -> {
                  assertThat(same.getColumnsIndex()).isEqualTo(table.getColumnsIndex());
                  assertThat(same.height()).isEqualTo(table.height());
                });
      } else if (UNKNOWN.stream().anyMatch(name::endsWith)) {
        assertThatThrownBy(() -> bucket().deserialize(key))
            .isInstanceOf(FormatException.class)
            .hasMessageContaining(key)
            .hasMessageContaining("there is no format for the extension");
        assertThat(folder.get(name)).as(key).isEqualTo(Files.readAllBytes(file));
      } else {
        assertThat(readOrRefused(key)).as(key).isTrue();
      }
    }
  }

  /** Whether there is a value, or an error that says which object has none. */
  private boolean readOrRefused(String key) {
    try {
      return bucket().deserialize(key) != null;
    } catch (FormatException e) {
      return String.valueOf(e.getMessage()).contains(key);
    }
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(DATA)) {
      List<Path> files = paths.filter(Files::isRegularFile).sorted().toList();
      assertThat(files).isNotEmpty();
      return files;
    }
  }
}
