package io.t4.config;

import io.t4.error.CredentialsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The tokens with which the user is known to catalogs, in {@code credentials.yml} of a
 * configuration directory, which the user alone can read.
 *
 * <p>The file is read when a token is asked for. Safe for use from many threads; of two processes
 * that change it at the same time, one wins.
 */
public final class CatalogTokens {
  private static final String FILE = "credentials.yml";

  private final YamlFile file;

  private CatalogTokens(Path file) {
    this.file = new YamlFile(file, "credentials", YamlFile.Readers.OWNER);
  }

  /** The tokens in that directory, which need not exist yet. */
  public static CatalogTokens in(Path directory) {
    return new CatalogTokens(directory.resolve(FILE));
  }

  /** The file, which may not exist. */
  public Path file() {
    return file.path();
  }

  /**
   * Checks a token that came from a file, a variable or a terminal.
   *
   * @return the token without space around it
   * @throws CredentialsException if it can't be one; the message doesn't show it
   */
  public static String checked(String token) {
    String stripped = token.strip();
    if (stripped.isEmpty() || !stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new CredentialsException(
          "This is no token: one is a single line of letters, digits and signs, such as t4_….");
    }
    return stripped;
  }

  /** The token for a catalog, if there is one. */
  public Optional<String> get(String catalogUrl) {
    return Optional.ofNullable(file.read().get(catalogUrl))
        .map(Object::toString)
        .map(CatalogTokens::checked);
  }

  /** Keeps the token for a catalog; replaces an earlier one. */
  public synchronized void put(String catalogUrl, String token) {
    Map<String, Object> tokens = file.read();
    tokens.put(catalogUrl, checked(token));
    file.write(tokens);
  }

  /**
   * Forgets the token for a catalog.
   *
   * @return whether there was one
   */
  public synchronized boolean remove(String catalogUrl) {
    Map<String, Object> tokens = file.read();
    boolean found = tokens.remove(catalogUrl) != null;
    if (found) {
      file.write(tokens);
    }
    return found;
  }
}
