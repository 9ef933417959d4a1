package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangedPrefixesTest {
  private final ChangedPrefixes prefixes = new ChangedPrefixes();

  @Test
  void covers() throws InterruptedException {
    assertThat(prefixes.add("a/b/")).isTrue();
    assertThat(prefixes.add("a/b/c/")).isTrue();
    assertThat(prefixes.add("ab/")).isTrue();
    assertThat(prefixes.size()).isEqualTo(2);
    assertThat(prefixes.add("a/")).isTrue();
    assertThat(prefixes.size()).isEqualTo(2);
    assertThat(prefixes.take()).isEqualTo("ab/");
    assertThat(prefixes.take()).isEqualTo("a/");
  }

  @Test
  void leavesVeryManyToAComparisonOfAll() {
    for (int i = 0; i < ChangedPrefixes.CAPACITY; i++) {
      assertThat(prefixes.add(i + "/")).isTrue();
    }
    assertThat(prefixes.add("one more/")).isFalse();
    assertThat(prefixes.size()).isZero();
    assertThat(prefixes.add("later/")).isTrue();
  }
}
