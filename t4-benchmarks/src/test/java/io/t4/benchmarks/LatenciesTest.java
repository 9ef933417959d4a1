package io.t4.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  private static final long MILLISECOND = 1_000_000;

  @Test
  void percentilesAreTimesThatWereMeasured() {
    Latencies hundred =
        Latencies.of(
            LongStream.rangeClosed(1, 100).map(i -> (101 - i) * MILLISECOND).boxed().toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(hundred.percentile(99.1)).isEqualTo(100);
    assertThat(hundred.percentile(0.1)).isEqualTo(1);
    assertThat(hundred.columns()).isEqualTo("| 100 | 50.0 | 95.0 | 99.0 | 100.0 |");
  }

  @Test
  void ofFewTheHighPercentilesAreTheLongest() {
    Latencies two = Latencies.of(List.of(3 * MILLISECOND, MILLISECOND));
    assertThat(two.percentile(50)).isEqualTo(1);
    assertThat(two.percentile(95)).isEqualTo(3);
  }

  @Test
  void nothingHasNoPercentile() {
    assertThatThrownBy(() -> Latencies.of(List.of())).hasMessageContaining("no request");
    assertThatThrownBy(() -> Latencies.of(List.of(1L)).percentile(0)).hasMessageContaining("0.0");
  }
}
