package io.t4.transfer;

import io.t4.error.InvalidKeyException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns keys into paths that surely stay below a directory. */
public final class LocalPaths {
  /** The longest file name of the file systems in use, in bytes. */
  private static final int MAX_SEGMENT_BYTES = 255;

  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  private static final Set<String> WINDOWS_DEVICES =
      Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3");

  private LocalPaths() {}

  /**
   * The path of a key below a directory.
   *
   * @param directory the destination
   * @param relative the key, or its part below the directory that is fetched
   * @param key the whole key, for the error
   * @throws InvalidKeyException if the key can't be the path of a file everywhere: absolute, with
   *     an empty segment, {@code .}, {@code ..}, a drive, a control character, or a name over 255
   *     bytes
   */
  public static Path resolve(Path directory, String relative, String key) {
    for (String segment : relative.split("/", -1)) {
      String fault = fault(segment);
      if (fault != null) {
        throw new InvalidKeyException(
            "The key '%s' can't be a local file: %s. Read it with getBytes or openStream ('t4 cat') instead, or copy it to another key."
                .formatted(printable(key), fault));
      }
    }
    try {
      Path path = directory.resolve(relative);
      // Absolute first: normalised by itself, '.' is the empty path, with which nothing starts.
      Path root = directory.toAbsolutePath().normalize();
      if (path.toAbsolutePath().normalize().startsWith(root)) {
        return path;
      }
      throw new InvalidKeyException("The key '" + key + "' leads out of " + directory + ".");
    } catch (InvalidPathException e) {
      throw new InvalidKeyException(
          "The key '%s' can't be a path on this system: %s."
              .formatted(printable(key), e.getReason()),
          e);
    }
  }

  /**
   * Makes sure that no symbolic link leads out of a directory on the way to a file below it.
   *
   * @param root as {@link Path#toRealPath} gives it
   * @param target below it by name
   * @param key for the error
   * @throws InvalidKeyException if the file would be written elsewhere
   */
  public static void requireInside(Path root, Path target, String key) throws IOException {
    Path existing = target.getParent();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !existing.toRealPath().startsWith(root)) {
      throw new InvalidKeyException(
          "The key '%s' would be written through a symbolic link out of %s.".formatted(key, root));
    }
  }

  private static @Nullable String fault(String segment) {
    if (segment.isEmpty()) {
      return "it has an empty segment ('//', or '/' at an end)";
    }
    if (segment.equals(".") || segment.equals("..")) {
      return "it has the segment '" + segment + "'";
    }
    if (DRIVE.matcher(segment).matches() && segment.indexOf('\\') == 2) {
      return "'" + segment + "' is an absolute path on Windows";
    }
    if (segment.chars().anyMatch(Character::isISOControl)) {
      return "it has a control character";
    }
    int bytes = segment.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SEGMENT_BYTES) {
      return "the name '%s…' has %d bytes, and file systems take %d"
          .formatted(
              segment.substring(0, segment.offsetByCodePoints(0, 20)), bytes, MAX_SEGMENT_BYTES);
    }
    return File.separatorChar == '\\' ? windowsFault(segment) : null;
  }

  private static @Nullable String windowsFault(String segment) {
    if (segment.chars().anyMatch(c -> "\\:*?\"<>|".indexOf(c) >= 0)) {
      return "Windows allows none of \\ : * ? \" < > | in '" + segment + "'";
    }
    if (segment.endsWith(".") || segment.endsWith(" ")) {
      return "Windows drops the last character of '" + segment + "'";
    }
    int dot = segment.indexOf('.');
    String stem = (dot < 0 ? segment : segment.substring(0, dot)).toLowerCase(Locale.ROOT);
    return WINDOWS_DEVICES.contains(stem) ? "'" + segment + "' is a device on Windows" : null;
  }

  private static String printable(String key) {
    StringBuilder text = new StringBuilder();
    key.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                text.append("\\u%04x".formatted(c));
              } else {
                text.appendCodePoint(c);
              }
            });
    return text.toString();
  }
}
