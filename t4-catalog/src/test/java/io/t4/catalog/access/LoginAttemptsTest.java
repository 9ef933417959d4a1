package io.t4.catalog.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LoginAttempts attempts = new LoginAttempts(() -> now);

  private void fail(int times, String account, String address) {
    for (int i = 0; i < times; i++) {
      attempts.failed(account, address);
    }
  }

  @Test
  void waitDoublesUpToAQuarterOfAnHour() {
    fail(4, "ada", "10.0.0.1");
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isZero();
    fail(1, "ada", "10.0.0.1");
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isEqualTo(Duration.ofSeconds(1));
    fail(3, "ada", "10.0.0.1");
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isEqualTo(Duration.ofSeconds(8));
    fail(30, "ada", "10.0.0.1");
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isEqualTo(Duration.ofMinutes(15));
    now = now.plus(Duration.ofMinutes(14));
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isEqualTo(Duration.ofMinutes(1));
    now = now.plus(Duration.ofMinutes(31));
    fail(1, "ada", "10.0.0.1");
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isZero();
  }

  @Test
  void successForgives() {
    fail(8, "ada", "10.0.0.1");
    attempts.succeeded("ada", "10.0.0.1");
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isZero();
  }

  @Test
  void oneAddressCannotTryManyAccounts() {
    for (int i = 0; i < 50; i++) {
      fail(1, "account" + i, "10.0.0.1");
    }
    assertThat(attempts.waitFor("another", "10.0.0.1")).isPositive();
    assertThat(attempts.waitFor("another", "10.0.0.2")).isZero();
  }

  @Test
  void manyAddressesCannotTryOneAccountFastNorLockItOut() {
    for (int i = 0; i < 1_000; i++) {
      fail(1, "ada", "10.0.0." + i);
    }
    assertThat(attempts.waitFor("ada", "10.1.0.1")).isEqualTo(Duration.ofSeconds(30));
    now = now.plusSeconds(30);
    assertThat(attempts.waitFor("ada", "10.1.0.1")).isZero();
  }

  @Test
  void memoryIsBounded() {
    fail(6, "ada", "10.0.0.1");
    for (int i = 0; i < 60_000; i++) {
      attempts.failed("account" + i, "10.0.0.2");
    }
    assertThat(attempts.waitFor("ada", "10.0.0.1")).isZero();
    assertThat(attempts.waitFor("account1", "10.0.0.2")).isEqualTo(Duration.ofMinutes(15));
  }
}
