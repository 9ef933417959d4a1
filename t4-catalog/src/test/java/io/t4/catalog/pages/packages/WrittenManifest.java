package io.t4.catalog.pages.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.t4.packages.DataPackage;
import io.t4.session.T4Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** A manifest as anybody may write one, with any physical keys. */
public final class WrittenManifest {
  private static final String HASH = "ab".repeat(32);

  private final StringBuilder lines = new StringBuilder();

  /**
   * Begins one.
   *
   * @param header JSON
   */
  public WrittenManifest(String header) {
    lines.append(header).append('\n');
  }

  /** Adds an entry, which must come in order. */
  public WrittenManifest entry(String logicalKey, String physicalKey, long size) {
    lines.append(
        "{\"logical_key\": %s, \"physical_keys\": [%s], \"size\": %d, \"hash\": {\"type\": \"SHA256\", \"value\": \"%s\"}, \"meta\": {}}%n"
            .formatted(json(logicalKey), json(physicalKey), size, HASH));
    return this;
  }

  private static String json(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  /** Adds a line as it is. */
  public WrittenManifest line(String line) {
    lines.append(line).append('\n');
    return this;
  }

  /** Writes it to a registry on disk, and lets the name's latest revision be it. */
  public String publish(Path registry, String name, T4Session session) throws IOException {
    byte[] manifest = lines.toString().getBytes(UTF_8);
    String topHash = DataPackage.load(new ByteArrayInputStream(manifest), session).topHash();
    return publishAs(registry, name, topHash);
  }

  /** As {@link #publish}, under a top hash that needn't be its own. */
  public String publishAs(Path registry, String name, String topHash) throws IOException {
    Path manifests = Files.createDirectories(registry.resolve(".quilt/packages"));
    Files.writeString(manifests.resolve(topHash), lines.toString());
    Path pointers = Files.createDirectories(registry.resolve(".quilt/named_packages/" + name));
    Files.writeString(pointers.resolve("1700000000"), topHash);
    Files.writeString(pointers.resolve("latest"), topHash);
    return topHash;
  }
}
