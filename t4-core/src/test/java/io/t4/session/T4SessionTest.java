package io.t4.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class T4SessionTest {
  @TempDir Path directory;

  @Test
  void sessionsLiveSideBySide() {
    try (T4Session one = T4Session.builder().configDirectory(directory.resolve("one")).build();
        T4Session two = T4Session.builder().configDirectory(directory.resolve("two")).build()) {
      Bucket.open("memory://bucket", one).put("a.txt", "one");
      Bucket.open("memory://bucket", two).put("b.txt", "two");
      assertThat(Bucket.open("memory://bucket", one).keys()).containsExactly("a.txt");
      assertThat(Bucket.open("memory://bucket", two).keys()).containsExactly("b.txt");
      one.config().update(Map.of("region", "eu-west-1"));
      assertThat(two.config().asMap()).isEmpty();
    }
  }

  @Test
  void anUnknownSchemeNamesTheKnownOnes() {
    try (T4Session session = T4Session.builder().configDirectory(directory).build()) {
      assertThatThrownBy(() -> Bucket.open("gopher://bucket", session))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("gopher://bucket")
          .hasMessageContaining("file, memory");
    }
  }

  @Test
  void settingsAreChecked() {
    for (String endpoint : List.of("localhost:9000", "ftp://host", "not a url", "http://")) {
      T4Session.Builder builder = T4Session.builder().configDirectory(directory).endpoint(endpoint);
      assertThatThrownBy(builder::build)
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining(endpoint);
    }
    assertThatThrownBy(() -> T4Session.builder().concurrency(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("0");
  }
}
