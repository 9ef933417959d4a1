package io.t4.packages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a directory differs from a package.
 *
 * @param counts how many differences of each kind there are; kinds without any are left out
 * @param differences in the order of manifests; of more than {@link #MAX_NAMED} as many of them
 */
public record Verification(Map<Kind, Long> counts, List<Difference> differences) {
  /** The most differences that a report names, so that it stays small. */
  public static final int MAX_NAMED = 10_000;

  /** What differs. */
  public enum Kind {
    /** The package has the entry, and the directory no such file. */
    MISSING,
    /** The directory has a file that the package doesn't have. */
    EXTRA,
    /** The file has another size. */
    SIZE,
    /** The file has the size and another hash. */
    HASH
  }

  /**
   * One difference.
   *
   * @param logicalKey the file's path below the directory
   * @param expected size or hash in the package; empty where the file is missing or extra
   * @param actual size or hash of the file; empty where it is missing or extra
   */
  public record Difference(String logicalKey, Kind kind, String expected, String actual) {
    @Override
    public String toString() {
      return switch (kind) {
        case MISSING -> logicalKey + " is missing";
        case EXTRA -> logicalKey + " is not in the package";
        case SIZE -> "%s has %s bytes instead of %s".formatted(logicalKey, actual, expected);
        case HASH -> "%s has the hash %s instead of %s".formatted(logicalKey, actual, expected);
      };
    }
  }

  public Verification {
    counts = Map.copyOf(counts);
    differences = List.copyOf(differences);
  }

  /** Whether nothing differs. */
  public boolean isClean() {
    return counts.isEmpty();
  }

  /** How many differences there are. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many differences of a kind there are. */
  public long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Makes a report. For one thread at a time. */
  static final class Builder {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Difference> differences = new ArrayList<>();

    void add(Difference difference) {
      counts.merge(difference.kind(), 1L, Long::sum);
      if (differences.size() < MAX_NAMED) {
        differences.add(difference);
      }
    }

    Verification build() {
      differences.sort(Comparator.comparing(Difference::logicalKey, LogicalKeys.ORDER));
      return new Verification(counts, differences);
    }
  }
}
