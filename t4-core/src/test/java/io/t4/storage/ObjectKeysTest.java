package io.t4.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.t4.error.InvalidKeyException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectKeysTest {

  @Test
  void keysOfUpTo1024BytesAreValid() {
    for (String key :
        new String[] {"a", "k".repeat(1024), "\u00e9".repeat(512), "\ud83d\ude80".repeat(256)}) {
      assertThat(ObjectKeys.requireValid(key)).isSameAs(key);
    }
  }

  @Test
  void tooLongKeyIsRefusedWithItsSizeAndTheLimit() {
    for (String key : new String[] {"k".repeat(1025), "\ud83d\ude80".repeat(256) + "x"}) {
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> ObjectKeys.requireValid(key))
          .withMessageContaining(key.substring(0, 20))
          .withMessageContaining("1025")
          .withMessageContaining("1024");
    }
  }

  @Test
  void emptyKeyIsRefused() {
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> ObjectKeys.requireValid(""))
        .withMessageContaining("empty");
  }

  @Test
  void halfASurrogatePairIsRefused() {
    for (String key : new String[] {"a\ud83d", "\ude80a", "\ude80\ud83d"}) {
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> ObjectKeys.requireValid(key))
          .withMessageContaining("surrogate");
    }
  }

  @Test
  void orderIsThatOfTheBytes() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int[] codePoints = {'a', 'b', '/', '-', 0xe9, 0x7ff, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    for (int i = 0; i < 20_000; i++) {
      String a = randomText(random, codePoints);
      String b = randomText(random, codePoints);
      int expected = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
      assertThat(Integer.signum(ObjectKeys.ORDER.compare(a, b)))
          .as("%s, %s with seed %d", a, b, seed)
          .isEqualTo(Integer.signum(expected));
    }
  }

  private static String randomText(Random random, int[] codePoints) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
    }
    return text.toString();
  }

  @Test
  void directoriesEndInASlash() {
    assertThat(ObjectKeys.isDirectory("a/")).isTrue();
    assertThat(ObjectKeys.isDirectory("a")).isFalse();
    assertThat(ObjectKeys.isDirectory("")).isFalse();
    assertThat(ObjectKeys.directoryPrefix("a")).isEqualTo("a/");
    assertThat(ObjectKeys.directoryPrefix("a/")).isEqualTo("a/");
    assertThat(ObjectKeys.directoryPrefix("")).isEmpty();
  }

  @Test
  void nameIsTheLastPart() {
    assertThat(ObjectKeys.name("a/b/c.txt")).isEqualTo("c.txt");
    assertThat(ObjectKeys.name("a/b/")).isEqualTo("b");
    assertThat(ObjectKeys.name("a")).isEqualTo("a");
    assertThat(ObjectKeys.name("/")).isEmpty();
    assertThat(ObjectKeys.name("a//")).isEmpty();
    assertThat(ObjectKeys.name("")).isEmpty();
  }
}
