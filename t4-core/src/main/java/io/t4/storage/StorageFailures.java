package io.t4.storage;

import io.t4.error.BucketNotFoundException;
import io.t4.error.ConflictException;
import io.t4.error.CredentialsException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.error.PermissionDeniedException;
import io.t4.error.StorageException;
import io.t4.error.T4Exception;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns what stores throw into what users see. */
public final class StorageFailures {
  private StorageFailures() {}

  /** An operation on a store or file. */
  @FunctionalInterface
  public interface Operation<T> {
    T run() throws IOException;
  }

  /** An operation without result. */
  @FunctionalInterface
  public interface Action {
    void run() throws IOException;
  }

  /**
   * Runs the operation; an {@link IOException} becomes the {@link T4Exception} of its kind.
   *
   * @param what the action and its object, for the message: {@code read s3://b/key}
   */
  public static <T> T translating(String what, Operation<T> operation) {
    try {
      return operation.run();
    } catch (IOException e) {
      throw translate(what, e);
    }
  }

  /** As {@link #translating}, for operations without result. */
  public static void running(String what, Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw translate(what, e);
    }
  }

  /** The exception for users; its message begins with what could not be done. */
  public static T4Exception translate(String what, IOException e) {
    String message = "Could not " + sentence(what, e);
    if (e instanceof NoSuchBucketException) {
      return new BucketNotFoundException(message, e);
    }
    if (e instanceof NoSuchFileException) {
      return new NotFoundException(message, e);
    }
    if (e instanceof AccessDeniedException) {
      return new PermissionDeniedException(message, e);
    }
    if (e instanceof InvalidCredentialsException) {
      return new CredentialsException(message, e);
    }
    if (e instanceof InvalidObjectKeyException) {
      return new InvalidKeyException(message, e);
    }
    if (e instanceof PreconditionFailedException) {
      return new ConflictException(message, e);
    }
    if (e instanceof TransientStorageException) {
      return StorageException.retryable(message, e);
    }
    return new StorageException(message, e);
  }

  /** The action and why it failed, naming each thing once. */
  private static String sentence(String what, IOException e) {
    if (!(e instanceof FileSystemException failure)
        || failure.getReason() == null
        || failure.getOtherFile() != null) {
      return what + ": " + reason(e);
    }
    String subject = failure.getFile();
    String object = what.substring(what.lastIndexOf(' ') + 1);
    if (!Location.isUri(object)) {
      return what + ": " + subject + ": " + failure.getReason();
    }
    String action = what.substring(0, what.length() - object.length());
    String verb = what.substring(0, what.indexOf(' ') + 1);
    String reason = without("could not " + verb + "it: ", failure.getReason());
    reason = without("could not " + action + "it: ", reason);
    if (subject.startsWith(object)) {
      // With a version, or with the key as it is.
      return what + subject.substring(object.length()) + ": " + reason;
    }
    return object.endsWith("/" + subject) || object.startsWith(subject + "/")
        ? what + ": " + reason
        : what + ": " + subject + ": " + reason;
  }

  private static String without(String beginning, String text) {
    return text.startsWith(beginning) ? text.substring(beginning.length()) : text;
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing && missing.getReason() == null) {
      return missing.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException denied && denied.getReason() == null) {
      return denied.getFile() + ": permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() == null) {
      String path = String.valueOf(file.getMessage());
      if (e instanceof FileAlreadyExistsException) {
        return path + " exists already and is no directory";
      }
      if (e instanceof NotDirectoryException) {
        return path + " is not a directory";
      }
      if (e instanceof DirectoryNotEmptyException) {
        return path + " is a directory with something in it";
      }
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
