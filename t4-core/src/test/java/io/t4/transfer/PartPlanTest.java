package io.t4.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.TooLargeException;
import io.t4.storage.ByteRange;
import io.t4.storage.StoreLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartPlanTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  @ParameterizedTest
  @CsvSource({
    "0, 8, 0",
    "1, 8, 1",
    "8388608, 8, 1",
    "8388609, 8, 2",
    // 10,000 parts of 8 MiB, and one byte more (16 of the bad inputs): the parts grow.
    "83886080000, 8, 10000",
    "83886080001, 16, 5001",
    "5497558138880, 1024, 5120"
  })
  void partsOfUploadsFollowTheRuleOfTheChunkedHash(long size, long partMib, int count) {
    PartPlan plan = PartPlan.upload("file", size, StoreLimits.S3);
    assertThat(plan.partSize()).isEqualTo(partMib * MIB);
    assertThat(plan.count()).isEqualTo(count);
  }

  @Test
  void theLargestObjectOfS3FitsAndALargerOneIsRejected() {
    long largest = StoreLimits.S3.maxObjectSize();
    PartPlan plan = PartPlan.upload("file", largest, StoreLimits.S3);
    assertThat(plan.partSize()).isEqualTo(5 * GIB);
    assertThat(plan.count()).isEqualTo(10_000);
    assertThatThrownBy(() -> PartPlan.upload("big.bin", largest + 1, StoreLimits.S3))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("big.bin")
        .hasMessageContaining(String.valueOf(largest));
    assertThat(PartPlan.copy("file", largest, StoreLimits.S3).count()).isLessThanOrEqualTo(10_000);
  }

  @Test
  void rangesCoverTheObjectOnce() {
    PartPlan plan = new PartPlan(25, 10);
    List<ByteRange> ranges = new ArrayList<>();
    plan.ranges().forEachRemaining(ranges::add);
    assertThat(ranges)
        .containsExactly(new ByteRange(0, 10), new ByteRange(10, 10), new ByteRange(20, 5));
    assertThat(ranges).extracting(plan::number).containsExactly(1, 2, 3);
  }
}
