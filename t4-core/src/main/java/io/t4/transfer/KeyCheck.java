package io.t4.transfer;

import io.t4.error.InvalidKeyException;
import io.t4.storage.local.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/**
 * Checks that the keys of a listing can all be files below one directory. For one thread.
 *
 * <p>Keeps nothing but the keys that begin the present one, except on a file system that takes
 * different names for the same: there it keeps every name.
 */
public final class KeyCheck {
  private final Path root;
  private final boolean foldsCase;
  private final boolean foldsNormalization;

  /**
   * Keys each of which begins the next; in key order nothing else can be a directory of what comes.
   */
  private final Deque<String> beginnings = new ArrayDeque<>();

  private final Map<String, String> seen = new HashMap<>();

  /**
   * @param root the directory, which exists; asked which names it takes for the same
   */
  public KeyCheck(Path root) throws IOException {
    this.root = root;
    this.foldsCase = sameFile(root, "t4a", "T4A");
    this.foldsNormalization = sameFile(root, "t4\u00e9", "t4e\u0301");
  }

  /**
   * Takes the next key.
   *
   * @param relative the key below the directory; if it begins another, that one comes later
   * @param key the whole key, for the error
   * @throws InvalidKeyException if it can't be a file there, or would be the same file as another
   */
  public void add(String relative, String key) {
    LocalPaths.resolve(root, relative, key);
    requireNoFileAbove(relative, key);
    if (foldsCase || foldsNormalization) {
      requireNoTwin(relative, key);
    }
  }

  private void requireNoFileAbove(String relative, String key) {
    while (!beginnings.isEmpty() && !relative.startsWith(beginnings.element())) {
      beginnings.pop();
    }
    for (Iterator<String> i = beginnings.iterator(); i.hasNext(); ) {
      String beginning = i.next();
      if (relative.charAt(beginning.length()) == '/') {
        throw new InvalidKeyException(
            "The key '%s' needs a directory where the object '%s' needs a file; fetch them one by one."
                .formatted(key, key.substring(0, key.length() - relative.length()) + beginning));
      }
    }
    beginnings.push(relative);
  }

  private void requireNoTwin(String relative, String key) {
    String folded = relative;
    if (foldsNormalization) {
      folded = Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
    if (foldsCase) {
      folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
    String twin = seen.putIfAbsent(folded, key);
    if (twin != null) {
      throw new InvalidKeyException(
          "The keys '%s' and '%s' would be the same file in %s; fetch them one by one to different places."
              .formatted(twin, key, root));
    }
  }

  /** Asks the file system itself, since one disk may hold several kinds. */
  private static boolean sameFile(Path directory, String name, String twin) throws IOException {
    try (AtomicFile probe = AtomicFile.create(directory.resolve(name))) {
      String file = probe.temporary().getFileName() + name;
      Path path = Files.createFile(directory.resolve(file));
      try {
        return Files.exists(directory.resolve(file.replace(name, twin)));
      } finally {
        Files.delete(path);
      }
    } catch (InvalidPathException e) {
      // In the locale POSIX, Java can name files in ASCII only; there are no twins then.
      return false;
    }
  }
}
