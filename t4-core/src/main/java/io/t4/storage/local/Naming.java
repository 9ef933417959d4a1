package io.t4.storage.local;

import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.Location;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.TransientStorageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns errors of files, which name paths, into errors of objects, which name keys. */
final class Naming {
  private Naming() {}

  /** Something done with an object. */
  @FunctionalInterface
  interface Operation<T> {
    T run() throws IOException;
  }

  /**
   * Runs the operation.
   *
   * @param action what is done, for the message: {@code read}
   */
  static <T> T naming(String action, String key, Location location, Operation<T> operation)
      throws IOException {
    try {
      return operation.run();
    } catch (InvalidObjectKeyException
        | NoSuchBucketException
        | PreconditionFailedException
        | TransientStorageException e) {
      throw e;
    } catch (NoSuchFileException e) {
      if (key.equals(e.getFile())) {
        throw e;
      }
      // The file went away between two looks at it.
      throw caused(e, new NoSuchFileException(key, null, "no such object in " + location));
    } catch (AccessDeniedException e) {
      String reason =
          "not allowed to %s '%s' in %s; check the permissions of %s"
              .formatted(action, key, location, e.getFile());
      throw caused(e, new AccessDeniedException(key, null, reason));
    } catch (IOException e) {
      throw new IOException(
          "could not %s '%s' in %s: %s".formatted(action, key, location, e.getMessage()), e);
    }
  }

  private static <E extends IOException> E caused(IOException cause, E e) {
    e.initCause(cause);
    return e;
  }
}
