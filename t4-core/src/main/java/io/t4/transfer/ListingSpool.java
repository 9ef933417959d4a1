package io.t4.transfer;

import io.t4.storage.Listing;
import io.t4.storage.ObjectSummary;
import io.t4.storage.local.Scratch;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A listing kept in a temporary file, so that a directory of any size can be looked over whole
 * before its first object is touched. For one thread.
 */
final class ListingSpool implements Closeable {
  private final Scratch file;
  private final DataOutputStream out;
  private long count;

  ListingSpool() throws IOException {
    file = Scratch.file(".listing");
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file.path())));
  }

  void add(ObjectSummary object) throws IOException {
    out.writeUTF(object.key());
    out.writeLong(object.size());
    out.writeLong(object.lastModified().toEpochMilli());
    writeOptional(object.eTag());
    writeOptional(object.versionId());
    count++;
  }

  /** What was added, in order; nothing can be added afterwards. */
  Listing<ObjectSummary> read() throws IOException {
    out.close();
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file.path())));
    return new Listing<>() {
      private long remaining = count;

      @Override
      public boolean hasNext() {
        return remaining > 0;
      }

      @Override
      public ObjectSummary next() throws IOException {
        if (remaining-- <= 0) {
          throw new NoSuchElementException();
        }
        return new ObjectSummary(
            in.readUTF(),
            in.readLong(),
            Instant.ofEpochMilli(in.readLong()),
            readOptional(in),
            readOptional(in));
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }

  private void writeOptional(@Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  @Override
  public void close() throws IOException {
    // A full disk fails the flush too; the file goes all the same.
    try (file) {
      out.close();
    }
  }
}
