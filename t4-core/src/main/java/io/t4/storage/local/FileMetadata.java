package io.t4.storage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * User metadata of local files, kept in extended attributes.
 *
 * <p>The entry {@code helium} is the attribute {@code com.quiltdata.helium}, which Linux shows as
 * {@code user.com.quiltdata.helium}: the one that the Python clients read and write. Other entries
 * are attributes {@code io.t4.metadata.<name>}.
 *
 * <p>Where the file system has no extended attributes, metadata is not kept; that is warned about
 * once, and the data is not affected.
 */
public final class FileMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(FileMetadata.class);
  private static final String HELIUM = "helium";
  private static final String HELIUM_ATTRIBUTE = "com.quiltdata.helium";
  private static final String PREFIX = "io.t4.metadata.";
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private FileMetadata() {}

  /** The file's metadata by name; empty if there is none or it can't be kept there. */
  public static Map<String, String> read(Path file) throws IOException {
    UserDefinedFileAttributeView view = view(file);
    Map<String, String> metadata = new TreeMap<>();
    if (view == null) {
      return metadata;
    }
    for (String attribute : view.list()) {
      String name = name(attribute);
      if (name != null) {
        ByteBuffer value = ByteBuffer.allocate(view.size(attribute));
        view.read(attribute, value);
        metadata.put(name, StandardCharsets.UTF_8.decode(value.flip()).toString());
      }
    }
    return metadata;
  }

  /** Gives a file its metadata; entries that it had and that aren't named are kept. */
  public static void write(Path file, Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return;
    }
    try {
      UserDefinedFileAttributeView view = view(file);
      if (view == null) {
        throw new IOException("no extended attributes");
      }
      for (Map.Entry<String, String> entry : metadata.entrySet()) {
        view.write(
            attribute(entry.getKey()),
            ByteBuffer.wrap(entry.getValue().getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException | UnsupportedOperationException e) {
      if (!WARNED.getAndSet(true)) {
        LOG.warn(
            "The file system of {} keeps no metadata ({}); files are stored without it.",
            file.getParent(),
            e.getMessage());
      }
    }
  }

  private static @Nullable UserDefinedFileAttributeView view(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class)
        ? Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        : null;
  }

  private static String attribute(String name) {
    return name.equals(HELIUM) ? HELIUM_ATTRIBUTE : PREFIX + name;
  }

  private static @Nullable String name(String attribute) {
    if (attribute.equals(HELIUM_ATTRIBUTE)) {
      return HELIUM;
    }
    return attribute.startsWith(PREFIX) ? attribute.substring(PREFIX.length()) : null;
  }
}
