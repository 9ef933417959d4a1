package io.t4.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link SupportsTags} promises. */
public interface TagsContract extends StoreUnderTest {
  /** Gives an object its tags, as other programs do; the store itself only reads them. */
  void writeTags(String key, @Nullable String versionId, Map<String, String> tags);

  private Map<String, String> tags(String key, @Nullable String versionId) throws IOException {
    return ((SupportsTags) store()).tags(key, versionId);
  }

  @Test
  default void objectWithoutTagsHasNone() throws IOException {
    put("key", "text");
    assertThat(tags("key", null)).isEmpty();
  }

  @Test
  default void tagsAreRead() throws IOException {
    String key = "dir/a b+%2F \u65e5";
    Map<String, String> tags = Map.of("project", "thor", "cost center", "a+b=c/d:e", "empty", "");
    put(key, "text");
    writeTags(key, null, tags);
    assertThat(tags(key, null)).isEqualTo(tags);
    writeTags(key, null, Map.of("project", "odin"));
    assertThat(tags(key, null)).isEqualTo(Map.of("project", "odin"));
    assertThat(text(key)).isEqualTo("text");
  }

  @Test
  default void everyVersionHasItsTags() throws IOException {
    String first = put("key", "one").versionId();
    writeTags("key", first, Map.of("version", "1"));
    String second = put("key", "two").versionId();
    assertThat(tags("key", null)).isEmpty();
    writeTags("key", second, Map.of("version", "2"));
    assertThat(tags("key", second)).isEqualTo(Map.of("version", "2"));
    assertThat(tags("key", null)).isEqualTo(Map.of("version", "2"));
    if (first != null) {
      assertThat(tags("key", first)).isEqualTo(Map.of("version", "1"));
    }
  }

  @Test
  default void tagsOfAMissingKeyAreAnError() throws IOException {
    put("key", "text");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> tags("no/such key", null))
        .withMessageContaining("no/such key");
    store().delete("key", null);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> tags("key", null))
        .withMessageContaining("key");
  }
}
