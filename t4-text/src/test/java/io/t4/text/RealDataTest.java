package io.t4.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.text.ExtractedText.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as users have them, whose place the property {@code t4.shared} names. */
class RealDataTest {
  private static final Path DATA =
      Path.of(System.getProperty("t4.shared", "../../shared"), "data").toAbsolutePath().normalize();

  private static TextExtractor extractor;

  @BeforeAll
  static void start() throws IOException {
    extractor = TextExtractor.builder().workers(1).build();
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  @ParameterizedTest
  @CsvSource({
    "MUMmer.pdf, COMPLETE, Alignment of whole genomes",
    "atlantic_storms.parquet, TRUNCATED, maximum_sustained_wind_knots",
    "atlantic_storms.parquet, TRUNCATED, UNNAMED",
    "dev.tsv, COMPLETE, foodservice",
    "example.vcf, COMPLETE, myImputationProgramV3.1",
    "example.vcf.gz, COMPLETE, myImputationProgramV3.1",
    "nb_1200727.ipynb, COMPLETE, SVD of Minute-Market-Data",
    "sample.xlsx, COMPLETE, Carretera",
    "small_file.csv, COMPLETE, '4,5,6'",
    "penguin.jpg, UNSUPPORTED, ''",
  })
  void wordsOfTheFileAreFound(String name, Outcome outcome, String words) throws IOException {
    Path file = DATA.resolve(name);
    assumeTrue(
        Files.exists(file),
        () -> "there is no file " + file + "; -Dt4.shared=DIR names its parent");

    ExtractedText result = extractor.extract("some/" + name, file);

    assertThat(result.outcome()).as(result.detail()).isEqualTo(outcome);
    assertThat(result.text()).contains(words);
  }
}
