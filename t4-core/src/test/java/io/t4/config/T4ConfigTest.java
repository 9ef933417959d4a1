package io.t4.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void theUsersDirectoryFollowsTheEnvironment() {
    assertThat(T4Config.userDirectory(Map.of("T4_CONFIG_DIR", directory.toString())))
        .isEqualTo(directory);
    assertThat(T4Config.userDirectory(Map.of("XDG_CONFIG_HOME", directory.toString())))
        .isEqualTo(directory.resolve("t4"));
    assertThat(T4Config.userDirectory(Map.of()).getFileName()).hasToString("t4");
  }
}
