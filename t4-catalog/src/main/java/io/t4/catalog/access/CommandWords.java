package io.t4.catalog.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command about accounts, as it was typed.
 *
 * @param name of an account, or the id of a token; empty where none belongs
 * @param argument what follows the name; empty for nothing
 * @param options each at most once, without its hyphens
 * @param buckets of all {@code --bucket}
 */
record CommandWords(
    String verb, String name, String argument, Map<String, String> options, List<String> buckets) {
  private static final String NO_PASSWORD = "no-password";
  private static final Set<String> WITH_VALUE = Set.of("role", "scope", "days");
  private static final int MAX_WORDS = 3;

  /**
   * @throws IllegalArgumentException if it can't be understood
   */
  static CommandWords parse(List<String> typed) {
    List<String> plain = new ArrayList<>();
    List<String> buckets = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    Iterator<String> words = typed.iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (!word.startsWith("--")) {
        plain.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String option = word.substring(2, equals < 0 ? word.length() : equals);
      if (option.equals(NO_PASSWORD)) {
        options.put(option, "");
        continue;
      }
      if (!option.equals("bucket") && !WITH_VALUE.contains(option)) {
        throw new IllegalArgumentException("there is no option '" + word + "'");
      }
      if (equals < 0 && !words.hasNext()) {
        throw new IllegalArgumentException("'" + word + "' needs a value");
      }
      String value = equals < 0 ? words.next() : word.substring(equals + 1);
      if (option.equals("bucket")) {
        buckets.add(value);
      } else {
        options.put(option, value);
      }
    }
    return of(plain, options, buckets);
  }

  private static CommandWords of(
      List<String> plain, Map<String, String> options, List<String> buckets) {
    if (plain.isEmpty()) {
      throw new IllegalArgumentException("say what is to be done");
    }
    String verb = plain.get(0);
    int wanted =
        switch (verb) {
          case "list" -> 1;
          case "role", "token" -> MAX_WORDS;
          default -> 2;
        };
    if (plain.size() != wanted) {
      throw new IllegalArgumentException(
          "'%s' takes %d more words, not %d".formatted(verb, wanted - 1, plain.size() - 1));
    }
    return new CommandWords(
        verb, wanted > 1 ? plain.get(1) : "", wanted > 2 ? plain.get(2) : "", options, buckets);
  }

  boolean isWithoutPassword() {
    return options.containsKey(NO_PASSWORD);
  }

  String role() {
    return options.getOrDefault("role", "user");
  }

  String scope() {
    return options.getOrDefault("scope", "search");
  }

  long days() {
    String days = options.getOrDefault("days", "90");
    try {
      return Long.parseLong(days);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--days takes a number, not '" + days + "'", e);
    }
  }
}
