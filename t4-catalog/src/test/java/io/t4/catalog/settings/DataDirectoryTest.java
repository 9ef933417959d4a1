package io.t4.catalog.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.config.UserDirectories;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path directory;

  @Test
  void itIsBelowThatOfTheLibrary() {
    for (String name : new String[] {"T4_DATA_DIR", "XDG_DATA_HOME", "HOME"}) {
      Map<String, String> environment = Map.of(name, directory.toString());
      assertThat(DataDirectory.of(environment))
          .startsWithRaw(directory)
          .isEqualTo(UserDirectories.of(environment).data().resolve("catalog"));
    }
  }
}
