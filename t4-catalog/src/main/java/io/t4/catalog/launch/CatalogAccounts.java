package io.t4.catalog.launch;

import io.t4.process.ServerJars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Changes the accounts of a catalog, in a process of its own that talks with the terminal. */
public final class CatalogAccounts {
  private static final String MAIN_CLASS = "io.t4.catalog.access.AccountsCommand";

  private CatalogAccounts() {}

  /**
   * Runs a command about accounts and waits for its end.
   *
   * @param settings by their names, as {@code t4.catalog.data=DIR}
   * @param words such as {@code add}, {@code ada}, {@code --bucket}, {@code s3://lab}; {@code list}
   *     lists the accounts
   * @return its exit code: 0, 1 if it failed, 2 if it was not understood
   * @throws CatalogStartException if it can't be run
   */
  public static int run(List<String> settings, List<String> words) throws InterruptedException {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-XX:+UseSerialGC");
      command.add("-cp");
      command.add(new ServerJars("catalog", Catalog.class).classPath());
      command.add(MAIN_CLASS);
      settings.forEach(setting -> command.add("--" + setting));
      command.addAll(words);
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new CatalogStartException("cannot change accounts: " + e.getMessage(), e);
    }
  }
}
