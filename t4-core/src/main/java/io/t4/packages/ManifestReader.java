package io.t4.packages;

import io.t4.error.FormatException;
import io.t4.error.InvalidKeyException;
import io.t4.error.TooLargeException;
import io.t4.hashing.ContentHash;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest line by line, in the order of the file: JSON Lines in UTF-8, first the header.
 * One line is in memory. For one thread.
 *
 * <p>What is wrong is a {@link FormatException} that names the line, or a {@link TooLargeException}
 * if it is beyond what can be read. Whether keys repeat is seen by who reads all of them, as {@link
 * DataPackage#load} does.
 */
public final class ManifestReader implements Listing<ManifestLine> {
  /** Far beyond what catalogs take (1 MB), and small enough for any heap. */
  private static final int MAX_LINE = 64 << 20;

  private final Reader in;
  private final int maxLine;
  private final char[] buffer = new char[1 << 16];
  private int start;
  private int end;
  private final StringBuilder line = new StringBuilder();
  private final Map<String, @Nullable Object> header;
  private int lineNumber;
  private @Nullable ManifestLine next;

  private ManifestReader(Reader in, int maxLine) throws IOException {
    this.in = in;
    this.maxLine = maxLine;
    if (!readLine()) {
      throw malformed("the manifest is empty; its first line must be a JSON object", null);
    }
    Map<String, @Nullable Object> members = object();
    // Written by early versions, never part of the hash.
    members.remove("top_hash");
    header = Collections.unmodifiableMap(members);
  }

  /**
   * Begins to read.
   *
   * @param in is closed by {@link #close}, and if the header can't be read
   * @throws FormatException if the first line is no JSON object
   */
  public static ManifestReader of(InputStream in) throws IOException {
    return of(in, MAX_LINE);
  }

  /**
   * As {@link #of(InputStream)}, for whoever reads manifests of strangers with little memory.
   *
   * @param maxLine the most characters of a line; a longer one is a {@link TooLargeException}
   */
  public static ManifestReader of(InputStream in, int maxLine) throws IOException {
    Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
    try {
      return new ManifestReader(reader, maxLine);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The first line, in its order. Unmodifiable. */
  public Map<String, @Nullable Object> header() {
    return header;
  }

  /** The number of the line that {@link #next} gave last, from 1. */
  public int lineNumber() {
    return next == null ? lineNumber : lineNumber - 1;
  }

  @Override
  public boolean hasNext() throws IOException {
    if (next == null && readLine()) {
      next = line(object());
    }
    return next != null;
  }

  @Override
  public ManifestLine next() throws IOException {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    ManifestLine found = next;
    next = null;
    return found;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Whether there was a line. */
  private boolean readLine() throws IOException {
    lineNumber++;
    line.setLength(0);
    while (fill()) {
      int newLine = start;
      while (newLine < end && buffer[newLine] != '\n') {
        newLine++;
      }
      line.append(buffer, start, newLine - start);
      start = newLine + 1;
      if (newLine < end) {
        return true;
      }
      if (line.length() > maxLine) {
        throw new TooLargeException(
            "Line %d of the manifest has more than %d characters.".formatted(lineNumber, maxLine));
      }
    }
    return !line.isEmpty();
  }

  /** Whether there are characters in the buffer. */
  private boolean fill() throws IOException {
    if (start < end) {
      return true;
    }
    try {
      start = 0;
      end = in.read(buffer);
      return end > 0;
    } catch (CharacterCodingException e) {
      throw malformed("it is not UTF-8", e);
    }
  }

  private Map<String, @Nullable Object> object() {
    try {
      return Json.readObject(line.toString(), JsonReading.PYTHON);
    } catch (FormatException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    } catch (TooLargeException e) {
      throw new TooLargeException(problem(String.valueOf(e.getMessage())), e);
    }
  }

  private ManifestLine line(Map<String, @Nullable Object> members) {
    if (!(members.get("logical_key") instanceof String logicalKey)) {
      throw malformed("it has no logical_key", null);
    }
    Map<String, @Nullable Object> meta = meta(members.get("meta"), logicalKey);
    boolean directory = isEmpty(members.get("physical_keys"));
    try {
      if (!directory) {
        LogicalKeys.requireValid(logicalKey);
        return new ManifestLine.Entry(logicalKey, entry(members, logicalKey, meta));
      }
      if (!logicalKey.endsWith("/")) {
        throw malformed(
            "'%s' has no physical_keys, and is no directory, which would end in '/'"
                .formatted(logicalKey),
            null);
      }
      LogicalKeys.requireValid(logicalKey.substring(0, logicalKey.length() - 1));
      return new ManifestLine.Directory(logicalKey, meta);
    } catch (InvalidKeyException e) {
      throw malformed(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isEmpty(@Nullable Object physicalKeys) {
    return physicalKeys == null || (physicalKeys instanceof List<?> list && list.isEmpty());
  }

  @SuppressWarnings("unchecked") // Objects are always read with String keys.
  private Map<String, @Nullable Object> meta(@Nullable Object meta, String logicalKey) {
    if (meta == null) {
      return Map.of();
    }
    if (meta instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw malformed("the meta of '" + logicalKey + "' is no object", null);
  }

  private PackageEntry entry(
      Map<String, @Nullable Object> members,
      String logicalKey,
      Map<String, @Nullable Object> meta) {
    if (!(members.get("physical_keys") instanceof List<?> keys
        && keys.get(0) instanceof String physicalKey)) {
      throw malformed("the physical_keys of '" + logicalKey + "' are no list of URIs", null);
    }
    return new PackageEntry(
        Location.parse(physicalKey).toString(),
        size(members.get("size"), logicalKey),
        hash(members.get("hash"), logicalKey),
        meta.isEmpty() ? PackageEntry.NO_META : Json.write(meta, JsonStyle.KEPT));
  }

  private long size(@Nullable Object size, String logicalKey) {
    if (size == null) {
      return PackageEntry.UNKNOWN;
    }
    if (size instanceof Long bytes && bytes >= 0) {
      return bytes;
    }
    throw malformed("the size of '%s' is %s".formatted(logicalKey, size), null);
  }

  private @Nullable ContentHash hash(@Nullable Object hash, String logicalKey) {
    if (hash == null) {
      return null;
    }
    if (hash instanceof Map<?, ?> map
        && map.size() == 2
        && map.get("type") instanceof String type
        && map.get("value") instanceof String value) {
      return new ContentHash(type, value);
    }
    throw malformed(
        "the hash of '%s' is not of the form {\"type\": …, \"value\": …}".formatted(logicalKey),
        null);
  }

  FormatException malformed(String problem, @Nullable Throwable cause) {
    return new FormatException(problem(problem), cause);
  }

  private String problem(String what) {
    return "Line %d of the manifest can't be read: %s".formatted(lineNumber, what);
  }
}
