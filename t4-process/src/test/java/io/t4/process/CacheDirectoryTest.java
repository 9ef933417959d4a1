package io.t4.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {
  @TempDir Path directory;

  private Path of(Map<String, String> variables, String system) {
    return CacheDirectory.of(variables, system);
  }

  @Test
  void theFirstVariableThatIsSetCounts() {
    String own = directory.resolve("own").toString();
    String xdg = directory.resolve("xdg").toString();
    String home = directory.resolve("home").toString();
    // Where objects are kept is another matter.
    assertThat(of(Map.of("T4_CACHE_DIR", own, "XDG_CACHE_HOME", xdg, "HOME", home), "Linux"))
        .isEqualTo(Path.of(xdg, "t4"));
    assertThat(of(Map.of("HOME", home), "Linux")).isEqualTo(Path.of(home, ".cache/t4"));
    assertThat(of(Map.of(), "Linux"))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache/t4"));
  }

  @Test
  void eachSystemHasItsUsualPlace() {
    String home = directory.toString();
    assertThat(of(Map.of("HOME", home), "Mac OS X")).isEqualTo(Path.of(home, "Library/Caches/t4"));
    assertThat(of(Map.of("HOME", home, "LOCALAPPDATA", home), "Windows 11"))
        .isEqualTo(Path.of(home, "t4", "cache"));
    assertThat(of(Map.of("HOME", home, "LOCALAPPDATA", home), "Linux"))
        .isEqualTo(Path.of(home, ".cache/t4"));
  }
}
