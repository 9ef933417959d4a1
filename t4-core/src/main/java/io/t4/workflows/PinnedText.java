package io.t4.workflows;

import io.t4.error.T4Exception;
import io.t4.error.WorkflowException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ReadOptions;
import io.t4.storage.StorageFailures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small text and where exactly it was read.
 *
 * @param location of the version that was read, where the store keeps versions
 */
record PinnedText(String text, Location location) {
  /** Far beyond configurations and schemas that people write. */
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Reads an object in UTF-8.
   *
   * @param object an object of a bucket, or a local file as a location without key
   * @throws WorkflowException if it is too large or no UTF-8
   * @throws T4Exception of the store
   */
  static PinnedText read(Location object, T4Session session) {
    return StorageFailures.translating(
        "read " + object,
        () -> object.scheme().equals("file") ? file(object) : object(object, session));
  }

  private static PinnedText file(Location object) throws IOException {
    // Symbolic links are resolved, as Python does.
    Path file = object.path().toRealPath();
    try (InputStream in = Files.newInputStream(file)) {
      return new PinnedText(text(in, object), Location.directory(file));
    }
  }

  private static PinnedText object(Location object, T4Session session) throws IOException {
    ObjectStore store = session.store(object.withoutKey());
    try (ObjectContent content =
        store.open(object.key(), ReadOptions.version(object.versionId()))) {
      return new PinnedText(
          text(content.stream(), object), object.resolve(object.key(), content.stat().versionId()));
    }
  }

  private static String text(InputStream in, Location object) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new WorkflowException("%s is larger than %d bytes.".formatted(object, MAX_BYTES));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new WorkflowException(object + " is not UTF-8 text; save it as UTF-8.", e);
    }
  }
}
