package io.t4.packages;

import io.t4.config.T4Config;
import io.t4.error.ConfigException;
import io.t4.session.T4Session;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much the cache may hold: {@code $T4_CACHE_LIMIT}, else the setting, else 5 GiB. */
final class CacheLimit {
  private static final String VARIABLE = "T4_CACHE_LIMIT";
  private static final long DEFAULT = 5L << 30;
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*(?:([kmgt])(i?)b?|b)?");

  private CacheLimit() {}

  /** In bytes; 0 if nothing is to be kept. */
  static long of(T4Session session) {
    Optional<String> variable =
        Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isBlank());
    if (variable.isPresent()) {
      return parse(VARIABLE, variable.get());
    }
    return session
        .config()
        .get(T4Config.CACHE_LIMIT)
        .map(value -> parse(T4Config.CACHE_LIMIT, value))
        .orElse(DEFAULT);
  }

  /**
   * @param name of the setting, for the error
   * @param text such as {@code 5 GiB}, {@code 500MB} or a number of bytes
   */
  static long parse(String name, String text) {
    Matcher matcher = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new ConfigException(
          "%s must be a size such as 5GiB, 500MB, a number of bytes, or 0 to keep nothing, not '%s'."
              .formatted(name, text));
    }
    String unit = matcher.group(2);
    BigDecimal factor = BigDecimal.ONE;
    if (unit != null) {
      int power = Map.of("k", 1, "m", 2, "g", 3, "t", 4).getOrDefault(unit, 0);
      boolean binary = !String.valueOf(matcher.group(3)).isEmpty();
      factor = BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
    }
    BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(factor);
    return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }
}
