package io.t4.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.ReadOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * MinIO, where it deviates from S3 with and without versions: it keeps objects in directories of a
 * file system.
 */
abstract class MinioContract extends S3StoreContract {
  @Override
  S3Server server() {
    return S3Server.second();
  }

  /** MinIO: the parts of a key between slashes become names of directories. */
  @Override
  @Test
  public void keysThatNoPathCanBeRoundTripOrAreRefused() throws IOException {
    for (String key :
        List.of("a//b", "a/../b", "a/./b", "../b", "..", ".", "./b", "b/..", "//", "c//")) {
      assertThatExceptionOfType(InvalidObjectKeyException.class)
          .as(key)
          .isThrownBy(() -> put(key, "x"))
          .withMessageContaining(key);
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().stat(key, null))
          .withMessageContaining(key);
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().open(key, ReadOptions.ALL))
          .withMessageContaining(key);
      store().delete(key, null);
    }
    assertThat(keys("")).isEmpty();
  }

  /** MinIO: nothing is listed after a start that no path can be. No key there is one. */
  @Override
  @Test
  public void listingGoesOnAfterAKeyThatNoPathCanBe() throws IOException {
    put("a/b", "x");
    put("b", "x");
    for (String start : List.of("..", "../a", "a/../b", "a/./b")) {
      assertThat(keysAfter("", start)).as(start).isEmpty();
    }
    for (String start : List.of("/", "a//b")) {
      assertThat(keysAfter("", start)).as(start).containsExactly("a/b", "b");
    }
  }

  /** MinIO: a slash at the beginning of a key is dropped. */
  @Test
  void slashAtTheBeginningIsDropped() throws IOException {
    put("/absolute", "text");
    assertThat(keys("")).containsExactly("absolute");
    assertThat(text("/absolute")).isEqualTo("text");
  }

  /** MinIO: what is below an object can be read, but is not listed. */
  @Override
  @Test
  public void keyMayBeThePrefixOfOthers() throws IOException {
    put("a", "object");
    put("a/b", "below");
    put("a/b/c", "below that");
    assertThat(keys("")).containsExactly("a");
    assertThat(text("a")).isEqualTo("object");
    assertThat(text("a/b")).isEqualTo("below");
    assertThat(text("a/b/c")).isEqualTo("below that");
  }
}
