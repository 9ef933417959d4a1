package io.t4.catalog.pages.preview;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How two texts differ, line by line.
 *
 * @param lines those that differ, with some around them
 * @param reason why there are none; null if there are
 */
public record ContentComparison(List<Line> lines, @Nullable String reason) {
  /** The longest text that is compared, in bytes. */
  public static final int LONGEST_TEXT = 256 * 1024;

  /** In lines: what compares takes time with the square of those that differ. */
  private static final int LONGEST = 5_000;

  private static final int AROUND = 3;

  /** The lines that name the files, of which there are none here. */
  private static final int NAMES = 2;

  /** What became of a line. */
  public enum Kind {
    SAME,
    ADDED,
    REMOVED,
    /** None of the text's: the numbers of those that follow. */
    PLACE
  }

  /**
   * A line.
   *
   * @param text with {@code +}, {@code -} or a space before it
   */
  public record Line(Kind kind, String text) {
    private static Line of(String text) {
      return new Line(
          switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case '+' -> Kind.ADDED;
            case '-' -> Kind.REMOVED;
            case '@' -> Kind.PLACE;
            default -> Kind.SAME;
          },
          text);
    }
  }

  /** Of texts that can't be compared. */
  public static ContentComparison impossible(String reason) {
    return new ContentComparison(List.of(), reason);
  }

  /** Compares two contents, where either is empty if it can't be shown as text. */
  public static ContentComparison of(Optional<String> before, Optional<String> after) {
    return before.isPresent() && after.isPresent()
        ? of(before.get(), after.get())
        : impossible(
            "Texts in UTF-8 of up to 256 KiB in buckets that you may see here are compared.");
  }

  /** Compares two texts, each of a megabyte at the most. */
  public static ContentComparison of(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    if (old.size() > LONGEST || fresh.size() > LONGEST) {
      return impossible("They have more than %,d lines.".formatted(LONGEST));
    }
    // Of another algorithm the memory grows with the square, too.
    Patch<String> patch = DiffUtils.diff(old, fresh, new MyersDiffWithLinearSpace<>());
    List<String> unified = UnifiedDiffUtils.generateUnifiedDiff("", "", old, patch, AROUND);
    return unified.isEmpty()
        ? impossible("Their lines are the same.")
        : new ContentComparison(ordered(unified.stream().skip(NAMES).map(Line::of).toList()), null);
  }

  /** Of lines that stand together those that were removed come first, as people know it. */
  private static List<Line> ordered(List<Line> lines) {
    List<Line> ordered = new ArrayList<>();
    List<Line> added = new ArrayList<>();
    for (Line line : lines) {
      if (line.kind() == Kind.ADDED) {
        added.add(line);
      } else {
        if (line.kind() != Kind.REMOVED) {
          ordered.addAll(added);
          added.clear();
        }
        ordered.add(line);
      }
    }
    ordered.addAll(added);
    return ordered;
  }
}
