package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysAtWorkTest {
  private final KeysAtWork atWork = new KeysAtWork(2);

  @Test
  void givesAKeyToOneAtATime() {
    assertThat(atWork.take(List.of("a", "b"))).containsExactly("a", "b");
    assertThat(atWork.takeUnlooked(List.of("a", "c"), KeyState.now())).containsExactly("c");
    assertThat(atWork.take(List.of("b", "c", "d"))).containsExactly("d");
    atWork.giveBack(List.of("c"));
    assertThat(atWork.take(List.of("c"))).containsExactly("c");
  }

  @Test
  void keepsListingsFromKeysThatWereLookedAtSince() {
    long listed = KeyState.now() - 1;
    atWork.giveBackLooked(atWork.take(List.of("a")));
    assertThat(atWork.takeUnlooked(List.of("a", "b"), listed)).containsExactly("b");
    assertThat(atWork.takeUnlooked(List.of("a"), KeyState.now() + 1)).containsExactly("a");
  }

  @Test
  void keepsListingsFromAllKeysIfItHasForgotten() {
    long listed = KeyState.now() - 1;
    atWork.giveBackLooked(atWork.take(List.of("a", "b", "c")));
    assertThat(atWork.takeUnlooked(List.of("d"), listed)).isEmpty();
    assertThat(atWork.takeUnlooked(List.of("d"), KeyState.now() + 1)).containsExactly("d");
  }
}
