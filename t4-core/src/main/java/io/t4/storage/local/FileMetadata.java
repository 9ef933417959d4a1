package io.t4.storage.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * User metadata of local files, kept in extended attributes.
 *
 * <p>The entry {@code helium} is the attribute {@code com.quiltdata.helium}, which Linux shows as
 * {@code user.com.quiltdata.helium}: the one that the Python clients read and write. Other entries
 * are attributes {@code io.t4.metadata.<name>}; the content type is {@code io.t4.content-type}.
 *
 * <p>Where the file system has no extended attributes, metadata is not kept; that is warned about
 * once for each, and the data is not affected.
 */
public final class FileMetadata {
  private static final Logger LOG = LoggerFactory.getLogger(FileMetadata.class);
  private static final String HELIUM = "helium";
  private static final String HELIUM_ATTRIBUTE = "com.quiltdata.helium";
  private static final String PREFIX = "io.t4.metadata.";
  private static final String CONTENT_TYPE = "io.t4.content-type";

  /** The file systems that were warned about; as many as are mounted. */
  private static final Set<FileStore> WARNED = ConcurrentHashMap.newKeySet();

  private FileMetadata() {}

  /** The file's metadata by name; empty if there is none or it can't be kept there. */
  public static Map<String, String> read(Path file) throws IOException {
    Map<String, String> metadata = new TreeMap<>();
    for (Map.Entry<String, String> attribute : attributes(file).entrySet()) {
      String name = name(attribute.getKey());
      if (name != null) {
        metadata.put(name, attribute.getValue());
      }
    }
    return metadata;
  }

  /** The file's content type; empty if it has none or it can't be kept there. */
  public static Optional<String> readContentType(Path file) throws IOException {
    return Optional.ofNullable(attributes(file).get(CONTENT_TYPE));
  }

  /**
   * Gives a file its metadata; entries that it had and that aren't named are kept.
   *
   * @throws IOException if the file system has extended attributes but not for these; each has a
   *     limit for their size, that of ext4 is some 4 KB for all of a file's
   */
  public static void write(Path file, Map<String, String> metadata) throws IOException {
    if (!metadata.isEmpty()) {
      Map<String, String> attributes = new TreeMap<>();
      metadata.forEach((name, value) -> attributes.put(attribute(name), value));
      writeAttributes(file, attributes);
    }
  }

  /** Gives a file its content type. */
  public static void writeContentType(Path file, String contentType) throws IOException {
    writeAttributes(file, Map.of(CONTENT_TYPE, contentType));
  }

  /** Removes the metadata and the content type. */
  static void clear(Path file) throws IOException {
    UserDefinedFileAttributeView view = view(file);
    for (String attribute : attributes(file).keySet()) {
      if (view != null) {
        view.delete(attribute);
      }
    }
  }

  /** Those attributes that are kept here, by their names on the disk. */
  private static Map<String, String> attributes(Path file) throws IOException {
    Map<String, String> attributes = new TreeMap<>();
    UserDefinedFileAttributeView view = view(file);
    if (view == null) {
      return attributes;
    }
    try {
      for (String attribute : view.list()) {
        if (attribute.equals(CONTENT_TYPE) || name(attribute) != null) {
          ByteBuffer value = ByteBuffer.allocate(view.size(attribute));
          view.read(attribute, value);
          attributes.put(attribute, StandardCharsets.UTF_8.decode(value.flip()).toString());
        }
      }
    } catch (FileSystemException e) {
      if (keepsAttributes(file)) {
        throw e;
      }
    }
    return attributes;
  }

  private static void writeAttributes(Path file, Map<String, String> attributes)
      throws IOException {
    try {
      UserDefinedFileAttributeView view = view(file);
      if (view == null) {
        throw new FileSystemException(file.toString(), null, "no extended attributes");
      }
      for (Map.Entry<String, String> entry : attributes.entrySet()) {
        byte[] value = entry.getValue().getBytes(StandardCharsets.UTF_8);
        view.write(entry.getKey(), ByteBuffer.wrap(value));
      }
    } catch (FileSystemException e) {
      if (keepsAttributes(file)) {
        throw e;
      }
      if (WARNED.add(Files.getFileStore(file))) {
        LOG.warn(
            "The file system of {} keeps no metadata ({}); files are stored without it.",
            file.getParent(),
            e.getMessage());
      }
    }
  }

  private static @Nullable UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  /** Asked only after a failure: the answer takes reading the table of mounted file systems. */
  private static boolean keepsAttributes(Path file) throws IOException {
    return Files.getFileStore(file).supportsFileAttributeView(UserDefinedFileAttributeView.class);
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
