package io.t4.storage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that appears under its name as a whole or not at all: it is written under a temporary name
 * beside the target and renamed at the end.
 *
 * <p>What a killed process leaves behind is recognised by {@link #isTemporary}.
 */
public final class AtomicFile implements Closeable {
  /** A probe of what the file system takes for the same name has letters more. */
  private static final Pattern TEMPORARY = Pattern.compile("\\.t4-[0-9a-f]{16}\\.tmp(?:t4.{1,2})?");

  private final Path target;
  private final Path temporary;
  private boolean committed;

  private AtomicFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
    Unfinished.add(temporary);
  }

  /**
   * Makes an empty temporary file, and the directories above it that are missing.
   *
   * @param target an existing file there stays as it is until {@link #commit}
   */
  public static AtomicFile create(Path target) throws IOException {
    Files.createDirectories(directory(target));
    return createBeside(target);
  }

  /**
   * Makes an empty temporary file in the directory of the target, which exists.
   *
   * @throws NoSuchFileException if it does not exist
   */
  static AtomicFile createBeside(Path target) throws IOException {
    String name =
        ".t4-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()) + ".tmp";
    return new AtomicFile(target, Files.createFile(directory(target).resolve(name)));
  }

  private static Path directory(Path target) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(target + " is the root of a file system, not a file");
    }
    return directory;
  }

  /** Whether a file of that name is, or was left by, an unfinished write. */
  public static boolean isTemporary(String fileName) {
    return TEMPORARY.matcher(fileName).matches();
  }

  /** The file to write to. */
  public Path temporary() {
    return temporary;
  }

  /** Gives the file its name; replaces what was there. */
  public void commit() throws IOException {
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
    committed = true;
  }

  /**
   * Gives the file its name unless there is one. Atomic where the file system has hard links;
   * elsewhere another process may slip in between the look and the rename.
   *
   * @throws FileAlreadyExistsException if anything has that name
   */
  public void commitIfAbsent() throws IOException {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      Files.move(temporary, target);
      committed = true;
    }
  }

  /** Removes what is left under the temporary name. */
  @Override
  public void close() throws IOException {
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
    Unfinished.forget(temporary);
  }
}
