package io.t4.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.t4.error.InvalidKeyException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

  @Test
  void parsesBucketKeyAndVersion() {
    assertThat(Location.parse("s3://bucket")).isEqualTo(Location.bucket("s3", "bucket"));
    assertThat(Location.parse("s3://bucket/")).isEqualTo(Location.bucket("s3", "bucket"));
    assertThat(Location.parse("s3://bucket/a/b.txt"))
        .isEqualTo(new Location("s3", "bucket", "a/b.txt", null));
    assertThat(Location.parse("s3://bucket/dir/"))
        .isEqualTo(new Location("s3", "bucket", "dir/", null));
    assertThat(Location.parse("S3://bucket/a?versionId=x%2B.y_z"))
        .isEqualTo(new Location("s3", "bucket", "a", "x+.y_z"));
  }

  @Test
  void keysAreVerbatim() {
    assertThat(Location.parse("s3://b//a//b/../c/").key()).isEqualTo("/a//b/../c/");
    assertThat(Location.parse("s3://b/a+b").key()).isEqualTo("a+b");
    assertThat(Location.parse("s3://b/a%2Bb%20c%2Fd%3Fe%23f").key()).isEqualTo("a+b c/d?e#f");
    assertThat(Location.parse("s3://b/a%252F").key()).isEqualTo("a%2F");
  }

  @Test
  void charactersThatNeedNoDecodingAreTakenAsTheyAre() {
    assertThat(Location.parse("s3://b/a b#c&d=e\u00e9\ud83d\ude80").key())
        .isEqualTo("a b#c&d=e\u00e9\ud83d\ude80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a b+c",
        "%2F",
        "100%",
        "a?versionId=1",
        "a#b&c=d",
        "//a//",
        "../a/./b",
        "\u00e9",
        "e\u0301",
        "\ud83d\ude80\u200d",
        "a\nb\0c",
        "~!@$^*()_-={}[]|\\:;\"'<>,."
      })
  void everyKeyAndVersionRoundTrips(String text) {
    Location location = new Location("s3", "bucket", text, text);
    assertThat(Location.parse(location.toString())).isEqualTo(location);
    assertThat(location.toString()).matches("s3://bucket/[A-Za-z0-9._~/%-]+\\?versionId=.*");
  }

  /** As Python's urllib.parse.quote writes it. */
  @Test
  void textIsQuotedAsByPython() {
    assertThat(new Location("s3", "b", "a b/\u00e9+~_.-%", "v+1").toString())
        .isEqualTo("s3://b/a%20b/%C3%A9%2B~_.-%25?versionId=v%2B1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bucket/key",
        "/tmp/data",
        "C:\\data",
        "c://data",
        "s3:bucket",
        "s3:/bucket",
        "s3://",
        "s3:///key",
        "s3://b/a?version=1",
        "s3://b/a?versionId=",
        "s3://b/a?versionId=1&x=2",
        "s3://b?versionId=1",
        "s3://b/?versionId=1",
        "s3://b/100%",
        "s3://b/%zz",
        "s3://b/%2",
        "s3://b/%FF",
        "s3://b/%ED%A0%80",
        "file://host/dir",
        "file://dir",
        "file:///dir?versionId=1",
        "file:///a%00b"
      })
  void malformedUrisAreRefusedByName(String uri) {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> Location.parse(uri))
        .withMessageContaining("'" + uri + "'");
  }

  @Test
  void directoriesAreAbsoluteAndNormal() {
    Path directory = Path.of("").toAbsolutePath();
    assertThat(Location.parse("file:///data/a%20b/../c%23/").path())
        .isEqualTo(directory.getRoot().resolve("data/c#"));
    assertThat(Location.directory(Path.of("x")))
        .isEqualTo(Location.directory(directory.resolve("x")));
    assertThat(Location.directory(Path.of("x")).key()).isEmpty();
    Location odd = Location.directory(directory.resolve("a b?c#d%41"));
    assertThat(odd.toString()).startsWith("file:///").endsWith("/a%20b%3Fc%23d%2541");
    assertThat(Location.parse(odd.toString())).isEqualTo(odd);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://b, true",
    "file:///x, true",
    "memory://x, true",
    "s3:x, true",
    "C:\\x, false",
    "c:/x, false",
    "/tmp/x, false",
    "a/b:c, false",
    "data.csv, false"
  })
  void uriIsToldFromPath(String text, boolean uri) {
    assertThat(Location.isUri(text)).isEqualTo(uri);
  }

  @Test
  void derivesBucketAndObjects() {
    Location bucket = Location.bucket("s3", "b");
    assertThat(bucket.resolve("k", "v")).isEqualTo(new Location("s3", "b", "k", "v"));
    assertThat(bucket.resolve("k", "v").withoutKey()).isEqualTo(bucket);
  }
}
