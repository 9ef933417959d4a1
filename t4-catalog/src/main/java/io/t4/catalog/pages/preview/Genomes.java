package io.t4.catalog.pages.preview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The first records of files of genomics. */
final class Genomes {
  private static final int RECORDS = 100;
  private static final int COLUMNS = 50;
  private static final int LONGEST_VALUE = 200;
  private static final int LONGEST_HEADER = 100_000;
  private static final int SHOWN_SEQUENCE = 60;

  private Genomes() {}

  /** Variants (VCF); empty if the line with the names of columns is not there. */
  static Optional<Preview> variants(String text, boolean cut) {
    int names = text.startsWith("#CHROM") ? 0 : text.indexOf("\n#CHROM") + 1;
    if (names == 0 && !text.startsWith("#CHROM")) {
      return Optional.empty();
    }
    // Some are written by hand, with spaces.
    int nameEnd = text.indexOf('\n', names);
    boolean tabs = text.substring(names, nameEnd < 0 ? text.length() : nameEnd).contains("\t");
    String separator = tabs ? "\t" : " +";
    List<List<String>> rows = new ArrayList<>();
    boolean more = cut;
    int begin = names;
    while (begin < text.length()) {
      int end = text.indexOf('\n', begin);
      if (end < 0 && cut) {
        break;
      }
      end = end < 0 ? text.length() : end;
      if (rows.size() > RECORDS) {
        more = true;
        break;
      }
      if (end > begin) {
        rows.add(fields(text.substring(begin, end), separator));
      }
      begin = end + 1;
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Preview.Records(
            shortened(text.substring(0, names), LONGEST_HEADER),
            new Preview.Table(rows.get(0), rows.subList(1, rows.size()), more)));
  }

  private static List<String> fields(String line, String separator) {
    String[] fields = line.split(separator, COLUMNS + 1);
    return Arrays.stream(fields)
        .limit(COLUMNS)
        .map(field -> shortened(field.strip(), LONGEST_VALUE))
        .toList();
  }

  /** Sequences (FASTA); empty if there is none. */
  static Optional<Preview> sequences(String text, boolean cut) {
    int first = text.startsWith(">") ? 0 : text.indexOf("\n>") + 1;
    if (first == 0 && !text.startsWith(">")) {
      return Optional.empty();
    }
    List<List<String>> rows = new ArrayList<>();
    int begin = first;
    while (begin < text.length() && rows.size() < RECORDS) {
      int next = text.indexOf("\n>", begin);
      int end = next < 0 ? text.length() : next;
      rows.add(sequence(text.substring(begin + 1, end), cut && next < 0));
      begin = end + 1;
    }
    return Optional.of(
        new Preview.Records(
            shortened(text.substring(0, first), LONGEST_HEADER),
            new Preview.Table(
                List.of("Name", "Length", "Beginning"), rows, cut || begin < text.length())));
  }

  private static List<String> sequence(String record, boolean goesOn) {
    int lineEnd = record.indexOf('\n');
    String name = lineEnd < 0 ? record : record.substring(0, lineEnd);
    int length = 0;
    StringBuilder beginning = new StringBuilder();
    for (int i = name.length(); i < record.length(); i++) {
      char letter = record.charAt(i);
      if (!Character.isWhitespace(letter)) {
        length++;
        if (length <= SHOWN_SEQUENCE) {
          beginning.append(letter);
        }
      }
    }
    return List.of(
        shortened(name.strip(), LONGEST_VALUE),
        (goesOn ? "at least " : "") + "%,d".formatted(length),
        length > SHOWN_SEQUENCE ? beginning + "…" : beginning.toString());
  }

  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
