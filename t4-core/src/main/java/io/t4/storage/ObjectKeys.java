package io.t4.storage;

import io.t4.error.InvalidKeyException;
import io.t4.json.CodePointOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** The rules for keys, in one place. */
public final class ObjectKeys {
  /** The longest key in bytes of UTF-8, a limit of S3. */
  public static final int MAX_BYTES = 1024;

  /**
   * The order of listings: by UTF-8 bytes, which is the order of code points. {@code
   * String.compareTo} differs above U+FFFF.
   */
  public static final Comparator<String> ORDER = CodePointOrder.INSTANCE;

  private ObjectKeys() {}

  /**
   * Returns the key if a bucket can hold it.
   *
   * @throws InvalidKeyException if it is empty, longer than {@link #MAX_BYTES}, or not valid
   *     Unicode
   */
  public static String requireValid(String key) {
    if (key.isEmpty()) {
      throw new InvalidKeyException("The key is empty; name an object, such as 'data/a.csv'.");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw new InvalidKeyException(
          "The key '" + key + "' has half a surrogate pair and is not valid Unicode.");
    }
    int bytes = key.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new InvalidKeyException(
          "The key '%s…' has %d bytes of UTF-8; the limit is %d."
              .formatted(key.substring(0, key.offsetByCodePoints(0, 60)), bytes, MAX_BYTES));
    }
    return key;
  }

  /**
   * Returns the prefix if keys can begin with it. What isn't valid Unicode would be another prefix
   * on its way to a server, and of other objects.
   *
   * @param prefix may be empty
   * @throws InvalidKeyException as {@link #requireValid}
   */
  public static String requireValidPrefix(String prefix) {
    return prefix.isEmpty() ? prefix : requireValid(prefix);
  }

  /** Whether the key stands for a directory. */
  public static boolean isDirectory(String key) {
    return key.endsWith("/");
  }

  /** The prefix of everything in a directory: the key with a {@code /} at its end. */
  public static String directoryPrefix(String key) {
    return key.isEmpty() || isDirectory(key) ? key : key + "/";
  }

  /** The part after the last {@code /}, a final {@code /} not counted. */
  public static String name(String key) {
    int end = isDirectory(key) ? key.length() - 1 : key.length();
    return key.substring(key.lastIndexOf('/', end - 1) + 1, end);
  }
}
