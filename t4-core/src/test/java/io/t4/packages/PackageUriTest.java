package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.InvalidInputException;
import io.t4.storage.Location;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Package URIs, as catalogs and Python's clients write them. */
class PackageUriTest {
  private static final String HASH =
      "e21682f00929661879633a5128aaa27cc7bc1e2973d49d4c868a90f9fad9f34b";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // URI | name | hash | tag | path | catalog
        "quilt+s3://b#package=u/n | u/n | | | |",
        "quilt+s3://b/#package=u/n | u/n | | | |",
        "QUILT+S3://b#package=u/n | u/n | | | |",
        "quilt+s3://b#package=u/n@" + HASH + " | u/n | " + HASH + " | | |",
        "quilt+s3://b#package=u/n@e21682 | u/n | e21682 | | |",
        "quilt+s3://b#package=u/n:latest | u/n | | latest | |",
        "quilt+s3://b#package=u/n:1700000000 | u/n | | 1700000000 | |",
        "quilt+s3://b#package=u%2Fn%40e21682 | u/n | e21682 | | |",
        "quilt+s3://b#package=u/n&path=a/b.csv | u/n | | | a/b.csv |",
        "quilt+s3://b#path=a/&package=u/n | u/n | | | a/ |",
        "quilt+s3://b#package=u/n&path=a%20b%26c%3Dd%23 | u/n | | | a b&c=d# |",
        "quilt+s3://b#package=u/n&path=a+b=c | u/n | | | a+b=c |",
        "quilt+s3://b#package=u/n&path=50%_sample.csv | u/n | | | 50%_sample.csv |",
        "quilt+s3://b#package=u/n&path=%2520 | u/n | | | %20 |",
        "quilt+s3://b#package=u/n&path=Gr%C3%BC%C3%9Fe | u/n | | | Grüße |",
        "quilt+s3://b#package=u/n&catalog=open.example.com | u/n | | | | open.example.com",
        "quilt+s3://b#package=u/n&catalog=localhost:3000 | u/n | | | | localhost:3000",
        "quilt+s3://b#package=u/n@e21682&path=x&catalog=c.io | u/n | e21682 | | x | c.io",
      })
  void isReadAndWritten(
      String text, String name, String hash, String tag, String path, String catalog) {
    PackageUri uri = PackageUri.parse(text);
    assertThat(uri)
        .isEqualTo(new PackageUri(Location.bucket("s3", "b"), name, hash, tag, path, catalog));
    assertThat(PackageUri.parse(uri.toString())).isEqualTo(uri);
    assertThat(PackageUri.isPackageUri(text)).isTrue();
  }

  @Test
  void isWrittenAsCatalogsDo() {
    String text = "quilt+s3://b#package=u/n@" + HASH + "&path=a%20b/50%25.csv&catalog=c.io";
    assertThat(PackageUri.parse(text)).hasToString(text);
    assertThat(PackageUri.of(Location.bucket("s3", "b"), "u/n"))
        .hasToString("quilt+s3://b#package=u/n");
  }

  @Test
  void aRegistryCanBeADirectory() {
    Location directory = Location.directory(Path.of("/data/our lab #1"));
    PackageUri uri = PackageUri.of(directory, "u/n");
    assertThat(uri.toString())
        .startsWith("quilt+file:///")
        .endsWith("our%20lab%20%231#package=u/n");
    assertThat(PackageUri.parse(uri.toString())).isEqualTo(uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://b#package=u/n | write quilt+s3://bucket",
        "quilt+s3:b#package=u/n | is not a URI",
        "quilt+s3://#package=u/n | names no bucket",
        "quilt+s3://b | names no package",
        "quilt+s3://b#path=x | names no package",
        "quilt+s3://b/key#package=u/n | whole bucket",
        "quilt+s3://b?versionId=1#package=u/n | versionId",
        "quilt+s3://b#package= | 'package' has no value",
        "quilt+s3://b#package | 'package' has no value",
        "quilt+s3://b#package=n | can't be the name of a package",
        "quilt+s3://b#package=u/n/x | can't be the name of a package",
        "quilt+s3://b#package=@e21682 | can't be the name of a package",
        "quilt+s3://b#package=u/n@e21682:latest | two revisions",
        "quilt+s3://b#package=u/n:latest@e21682 | two revisions",
        "quilt+s3://b#package=u/n@e21682@e21682 | two revisions",
        "quilt+s3://b#package=u/n:1:2 | two revisions",
        "quilt+s3://b#package=u/n@ | '' can't be a top hash",
        "quilt+s3://b#package=u/n: | '' can't be a tag",
        "quilt+s3://b#package=u/n@e2168 | 'e2168' can't be a top hash",
        "quilt+s3://b#package=u/n@latest | 'latest' can't be a top hash",
        "quilt+s3://b#package=u/n:newest | 'newest' can't be a tag",
        "quilt+s3://b#package=u/n&package=u/n | 'package' is there twice",
        "quilt+s3://b#package=u/n&path=a&path=b | 'path' is there twice",
        "quilt+s3://b#package=u/n&path= | 'path' has no value",
        "quilt+s3://b#package=u/n&hash=e21682 | 'hash' is not known",
        "quilt+s3://b#package=u/n& | '' is not known",
        "quilt+s3://b#package=u/n&path=/a | can't be a logical key",
        "quilt+s3://b#package=u/n&path=a/../b | can't be a logical key",
        "quilt+s3://b#package=u/n&path=a// | can't be a logical key",
        "quilt+s3://b#package=u/n&path=%FF | does not decode",
        "quilt+s3://b#package=u/n&catalog=https://c.io | can't be a catalog",
      })
  void whatIsWrongIsNamed(String text, String problem) {
    assertThatThrownBy(() -> PackageUri.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(text)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "team/storms", "s3://b/k", "quilt+", "quilt+s3", "/quilt+s3:x", "C:x"})
  void otherTextIsNone(String text) {
    assertThat(PackageUri.isPackageUri(text)).isFalse();
  }
}
