package io.t4.packages;

import io.t4.hashing.ContentHash;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a manifest, byte for byte as the Python clients do. What is written must come in the order
 * of manifests: directories depth first, then entries segment by segment. For one thread.
 */
public final class ManifestWriter implements Closeable {
  private final BufferedWriter out;

  /**
   * Writes the header.
   *
   * @param out is closed by {@link #close}
   * @param header in the order in which it is written
   * @throws io.t4.json.NotJsonException if a value can't be JSON; NaN can be read and not written
   */
  public ManifestWriter(OutputStream out, Map<String, @Nullable Object> header) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    line(header);
  }

  /** Writes a line. */
  public void write(ManifestLine line) throws IOException {
    if (line instanceof ManifestLine.Entry entry) {
      line(members(entry.logicalKey(), entry.entry()));
    } else if (line instanceof ManifestLine.Directory directory) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("logical_key", directory.logicalKey());
      members.put("meta", directory.meta());
      line(members);
    }
  }

  static Map<String, @Nullable Object> members(String logicalKey, PackageEntry entry) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("logical_key", logicalKey);
    members.put("physical_keys", List.of(entry.get()));
    members.put("size", entry.size().isPresent() ? entry.size().getAsLong() : null);
    members.put("hash", hash(entry.hashOrNull()));
    members.put("meta", entry.asMap());
    return members;
  }

  static @Nullable Map<String, String> hash(@Nullable ContentHash hash) {
    if (hash == null) {
      return null;
    }
    Map<String, String> members = new LinkedHashMap<>();
    members.put("type", hash.type());
    members.put("value", hash.value());
    return members;
  }

  private void line(Map<String, @Nullable Object> members) throws IOException {
    Json.write(members, JsonStyle.PYTHON_UNICODE, out);
    out.write('\n');
  }

  /** Writes what is left and closes the stream. */
  @Override
  public void close() throws IOException {
    out.close();
  }
}
