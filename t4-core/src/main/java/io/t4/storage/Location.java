package io.t4.storage;

import io.t4.error.InvalidKeyException;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket or an object is: the parsed form of {@code s3://bucket/key?versionId=…} or {@code
 * file:///directory}.
 *
 * <p>In the text form, key and version id are percent-encoded UTF-8 as Python's {@code
 * urllib.parse.quote} writes them ({@code /} is kept, {@code +} means itself); {@code //} is
 * preserved. Characters that need no decoding are accepted as they are, so {@code s3://b/a b#c} is
 * the key {@code a b#c}.
 *
 * @param scheme in lower case: {@code s3}, {@code file}, {@code memory}
 * @param bucket the bucket's name; for {@code file} the absolute path
 * @param key verbatim, empty for the bucket itself; always empty for {@code file}
 * @param versionId null for the current version
 */
public record Location(String scheme, String bucket, String key, @Nullable String versionId) {
  private static final String VERSION_QUERY = "versionId=";

  public static Location bucket(String scheme, String bucket) {
    return new Location(scheme, bucket, "", null);
  }

  public static Location directory(Path directory) {
    return bucket("file", directory.toAbsolutePath().normalize().toString());
  }

  /** Whether the text begins like a URI that {@link #parse} takes, and not like a path. */
  public static boolean isUri(String text) {
    // One letter before the colon is a Windows drive.
    return text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*");
  }

  /**
   * Parses a URI.
   *
   * @throws InvalidKeyException if it has no scheme, no bucket, a malformed escape, no possible
   *     path, or a query other than {@code versionId}
   */
  public static Location parse(String uri) {
    int colon = uri.indexOf(':');
    if (colon < 2 || !uri.startsWith("//", colon + 1)) {
      throw new InvalidKeyException(
          "'" + uri + "' is not a URI; write s3://bucket/key or file:///directory.");
    }
    String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = uri.substring(colon + 3);
    String versionId = null;
    int question = rest.indexOf('?');
    if (question >= 0) {
      String query = rest.substring(question + 1);
      if (!query.startsWith(VERSION_QUERY) || query.contains("&") || scheme.equals("file")) {
        throw new InvalidKeyException(
            "The URI '%s' has the query '?%s'; only ?versionId=… is known on s3:// URIs. A question mark in a key is written %%3F."
                .formatted(uri, query));
      }
      versionId = decode(query.substring(VERSION_QUERY.length()), uri);
      if (versionId.isEmpty()) {
        throw new InvalidKeyException("The URI '" + uri + "' has an empty versionId.");
      }
      rest = rest.substring(0, question);
    }
    if (scheme.equals("file")) {
      if (!rest.startsWith("/")) {
        throw new InvalidKeyException(
            "The URI '" + uri + "' names a host; write file:///directory with three slashes.");
      }
      try {
        return directory(Path.of(decode(rest, uri)));
      } catch (InvalidPathException e) {
        throw new InvalidKeyException(
            "The URI '" + uri + "' is not a path on this machine: " + e.getReason(), e);
      }
    }
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.isEmpty()) {
      throw new InvalidKeyException("The URI '" + uri + "' names no bucket.");
    }
    String key = slash < 0 ? "" : decode(rest.substring(slash + 1), uri);
    if (versionId != null && key.isEmpty()) {
      throw new InvalidKeyException("The URI '" + uri + "' has a versionId but no key.");
    }
    return new Location(scheme, bucket, key, versionId);
  }

  /** The same bucket, without key and version. */
  public Location withoutKey() {
    return bucket(scheme, bucket);
  }

  /** An object in this bucket. */
  public Location resolve(String objectKey, @Nullable String objectVersionId) {
    return new Location(scheme, bucket, objectKey, objectVersionId);
  }

  /**
   * What is in this directory under a relative key; of a bucket any key.
   *
   * @param relative such as {@code a/b.csv}, of which nothing leads out of a directory on disk
   */
  public Location below(String relative) {
    if (scheme.equals("file")) {
      return directory(path().resolve(relative));
    }
    boolean root = key.isEmpty() || key.endsWith("/");
    return resolve(root ? key + relative : key + "/" + relative, null);
  }

  /** The directory on disk, for a location of scheme {@code file}. */
  public Path path() {
    if (!scheme.equals("file")) {
      throw new IllegalStateException(this + " is not a local directory");
    }
    return Path.of(bucket);
  }

  /** The text form, which {@link #parse} takes back. */
  @Override
  public String toString() {
    StringBuilder uri = new StringBuilder(scheme).append("://");
    if (scheme.equals("file")) {
      // Where it separates nothing, a backslash is part of a name.
      uri.append(encoded(bucket.replace(File.separatorChar, '/')));
    } else {
      uri.append(bucket);
    }
    if (!key.isEmpty()) {
      // The root directory has its own.
      uri.append(bucket.endsWith("/") ? "" : "/");
      uri.append(encoded(key));
    }
    if (versionId != null) {
      uri.append('?').append(VERSION_QUERY);
      // In a query Python escapes the slash, too; manifests must have the same bytes.
      uri.append(encoded(versionId).replace("/", "%2F"));
    }
    return uri.toString();
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "-._~/".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
      }
    }
    return out.toString();
  }

  private static String decode(String text, String uri) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.put(in[i]);
        continue;
      }
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new InvalidKeyException(
            "The URI '%s' has a '%%' that is not followed by two hexadecimal digits; a percent sign in a key is written %%25."
                .formatted(uri));
      }
      out.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidKeyException("The URI '" + uri + "' does not decode to UTF-8 text.", e);
    }
  }
}
