package io.t4.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.ConfigException;
import io.t4.error.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class T4ConfigTest {
  @TempDir Path directory;

  @Test
  void settingsArePersisted() throws IOException {
    T4Config config = T4Config.in(directory.resolve("new"));
    assertThat(config.asMap()).isEmpty();
    config.update(Map.of("navigator_url", "https://example.com/", "region", "eu-central-1"));
    Map<String, Object> expected =
        Map.of("navigator_url", "https://example.com", "region", "eu-central-1");
    assertThat(T4Config.in(directory.resolve("new")).asMap()).isEqualTo(expected);
    assertThat(config.get("region")).hasValue("eu-central-1");
    try (Stream<Path> files = Files.list(directory.resolve("new"))) {
      assertThat(files).extracting(Path::getFileName).hasToString("[config.yml]");
    }

    Map<String, Object> unset = new HashMap<>();
    unset.put("region", null);
    assertThat(config.update(unset)).isEqualTo(Map.of("navigator_url", "https://example.com"));
    assertThat(config.get("region")).isEmpty();
  }

  @Test
  void anUnknownSettingNamesTheKnownOnes() {
    T4Config config = T4Config.in(directory);
    assertThatThrownBy(() -> config.update(Map.of("region", "x", "navigater_url", "https://x.y")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("navigater_url")
        .hasMessageContaining("navigator_url, ");
    assertThat(config.asMap()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "/just/a/path", "https://", "ht tp://x", ""})
  void aUrlNeedsSchemeAndHost(String url) {
    assertThatThrownBy(() -> T4Config.in(directory).update(Map.of("navigator_url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("navigator_url")
        .hasMessageContaining("'" + url + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"navigator_url: [", "- a\n- b", "unknown_key: 1", "navigator_url: nohost"})
  void aBrokenFileIsNamed(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("config.yml"), content);
    T4Config config = T4Config.in(directory);
    assertThatThrownBy(config::asMap).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> config.update(Map.of("region", "x")))
        .isInstanceOf(ConfigException.class);
    assertThat(file).hasContent(content);
  }

  static Stream<byte[]> hostileFiles() {
    return Stream.of(
        "[".repeat(100_000).getBytes(UTF_8),
        "- ".repeat(100_000).getBytes(UTF_8),
        "region: [a, b]".getBytes(UTF_8),
        "region: {a: b}".getBytes(UTF_8),
        "a: &a [x]\nregion: *a".getBytes(UTF_8),
        "region: a\nregion: b".getBytes(UTF_8),
        "region: a\n---\nregion: b".getBytes(UTF_8),
        "region: !!java.net.URL [x]".getBytes(UTF_8),
        "endpoint_url: 5".getBytes(UTF_8),
        "1: x".getBytes(UTF_8),
        "\0".getBytes(UTF_8),
        "region: \u00e9".getBytes(ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void aHostileFileIsATypedError(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("config.yml"), content);
    T4Config config = T4Config.in(directory);
    assertThatThrownBy(config::asMap).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> config.update(Map.of("region", "x")))
        .isInstanceOf(ConfigException.class);
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void aByteOrderMarkAndAnEmptyFileAreFine() throws IOException {
    Path file = Files.writeString(directory.resolve("config.yml"), "\uFEFFregion: x\n");
    assertThat(T4Config.in(directory).asMap()).isEqualTo(Map.of("region", "x"));
    Files.writeString(file, "");
    assertThat(T4Config.in(directory).asMap()).isEmpty();
  }

  @Test
  void aValueThatIsNoScalarIsRefused() {
    T4Config config = T4Config.in(directory);
    assertThatThrownBy(() -> config.update(Map.of("region", List.of("a"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("region")
        .hasMessageContaining("[a]");
    assertThat(config.file()).doesNotExist();
  }

  @Test
  void aPlaceThatCanNotHoldTheFileIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> T4Config.in(file).update(Map.of("region", "x")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.resolve("config.yml").toString());
    Files.createDirectory(directory.resolve("config.yml"));
    assertThatThrownBy(() -> T4Config.in(directory).asMap())
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("config.yml");
  }

  @Test
  void ofManyWritersAtOnceEachLeavesAWholeFile() {
    IntStream.range(0, 200)
        .parallel()
        .forEach(
            i -> {
              // As another process would have it, each with an object of its own.
              T4Config.in(directory).update(Map.of("region", "r".repeat(10_000) + i));
              assertThat(T4Config.in(directory).get("region"))
                  .hasValueSatisfying(region -> assertThat(region).startsWith("r".repeat(10_000)));
            });
    assertThat(directory).isDirectoryContaining("glob:**/config.yml");
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void theUsersDirectoryFollowsTheEnvironment() {
    assertThat(UserDirectories.of(Map.of("T4_CONFIG_DIR", directory.toString())).configuration())
        .isEqualTo(directory);
    assertThat(UserDirectories.of(Map.of("XDG_CONFIG_HOME", directory.toString())).configuration())
        .isEqualTo(directory.resolve("t4"));
    assertThat(UserDirectories.of(Map.of("HOME", directory.toString())).configuration())
        .startsWithRaw(directory)
        .endsWithRaw(Path.of("t4"));
    assertThat(UserDirectories.of(Map.of()).configuration().getFileName()).hasToString("t4");
  }
}
