package io.t4.catalog.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes those wait who fail to log in again and again: by account and address together, by address,
 * and, much later and shorter so that nobody can lock out others, by account. It makes no
 * difference whether there is such an account. Kept in memory, of bounded size. Thread safe.
 */
final class LoginAttempts {
  private static final int MAX_KEYS = 50_000;
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
  private static final int MAX_SHIFT = 20;

  /**
   * @param free how many failures cost nothing
   * @param longest the longest wait; each failure doubles it, from a second on
   */
  private record Rule(int free, Duration longest) {
    Duration waitAfter(int failures) {
      if (failures < free) {
        return Duration.ZERO;
      }
      Duration wait = Duration.ofSeconds(1L << Math.min(failures - free, MAX_SHIFT));
      return wait.compareTo(longest) > 0 ? longest : wait;
    }
  }

  private record Failures(int count, Instant last) {}

  private static final Rule BY_PAIR = new Rule(5, Duration.ofMinutes(15));
  private static final Rule BY_ADDRESS = new Rule(50, Duration.ofMinutes(15));
  private static final Rule BY_ACCOUNT = new Rule(100, Duration.ofSeconds(30));

  private final InstantSource clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

  LoginAttempts(InstantSource clock) {
    this.clock = clock;
  }

  /** How long one must wait before the next attempt is looked at; zero for not at all. */
  synchronized Duration waitFor(String account, String address) {
    Duration longest = Duration.ZERO;
    for (Map.Entry<String, Rule> entry : keys(account, address)) {
      Failures known = failures.get(entry.getKey());
      if (known != null) {
        Instant until = known.last().plus(entry.getValue().waitAfter(known.count()));
        Duration wait = Duration.between(clock.instant(), until);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    return longest;
  }

  /** Notes that one failed. */
  synchronized void failed(String account, String address) {
    Instant now = clock.instant();
    for (Map.Entry<String, Rule> entry : keys(account, address)) {
      Failures known = failures.get(entry.getKey());
      int before =
          known == null || known.last().plus(FORGOTTEN_AFTER).isBefore(now) ? 0 : known.count();
      failures.put(entry.getKey(), new Failures(before + 1, now));
    }
    while (failures.size() > MAX_KEYS) {
      failures.remove(failures.keySet().iterator().next());
    }
  }

  /** Notes that one succeeded, which makes good that account's failures at that address alone. */
  synchronized void succeeded(String account, String address) {
    failures.remove(pair(account, address));
  }

  private static List<Map.Entry<String, Rule>> keys(String account, String address) {
    return List.of(
        Map.entry(pair(account, address), BY_PAIR),
        Map.entry("address " + address, BY_ADDRESS),
        Map.entry("account " + account, BY_ACCOUNT));
  }

  private static String pair(String account, String address) {
    return "pair " + address + " " + account;
  }
}
