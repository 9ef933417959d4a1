package io.t4.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;

/** The list of commands in the help of {@code t4}, by what they are about. */
final class CommandGroups {
  private static final List<String> PACKAGES =
      List.of(
          "push",
          "install",
          "browse",
          "verify",
          "status",
          "diff",
          "list-packages",
          "versions",
          "log",
          "rollback",
          "delete-package",
          "top-hash",
          "cache");

  private static final List<String> BUCKETS =
      List.of(
          "keys", "ls", "fetch", "cat", "show", "meta", "put", "rm", "cp", "select", "search",
          "presign");

  private CommandGroups() {}

  /** The text of the list. What is in no group is in the last one. */
  static String list(Help help) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    List<String> others = new ArrayList<>(help.subcommands().keySet());
    others.removeAll(BUCKETS);
    others.removeAll(PACKAGES);
    groups.put("Buckets", BUCKETS);
    groups.put("Packages", PACKAGES);
    groups.put("Settings, servers and the rest", others);
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (title, names) -> {
          Map<String, Help> commands = new LinkedHashMap<>(help.subcommands());
          commands.keySet().retainAll(names);
          text.append(text.isEmpty() ? "" : "%n".formatted())
              .append("%s:%n".formatted(title))
              .append(help.commandList(commands));
        });
    return text.toString();
  }
}
