package io.t4.catalog.pages.preview;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is in an archive. Of a zip only the directory at its end is read, and of a tar the heads of
 * its files; a packed tar is unpacked from its beginning. Content is kept of none.
 */
final class Archive {
  private static final int MOST_ENTRIES = 1_000;

  /**
   * What of an archive is read, in bytes. A zip's directory takes some ten times that in memory.
   */
  private static final long MOST_READ = 4 << 20;

  /** What of a packed tar is looked at, in bytes. */
  private static final long MOST_UNPACKED = 32 << 20;

  private static final List<String> ZIPS = List.of(".zip", ".jar", ".whl", ".npz", ".egg");

  private interface Reader {
    Preview read(ServedBucket bucket, ObjectStat stat) throws IOException;
  }

  private Archive() {}

  private static @Nullable Reader reader(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    if (ZIPS.stream().anyMatch(name::endsWith)) {
      return Archive::zip;
    }
    if (name.endsWith(".tar")) {
      return Archive::tar;
    }
    if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
      return (bucket, stat) -> packed(bucket, stat, GZIPInputStream::new);
    }
    if (name.endsWith(".tar.bz2") || name.endsWith(".tbz2")) {
      return (bucket, stat) -> packed(bucket, stat, BZip2CompressorInputStream::new);
    }
    return null;
  }

  /** Whether a name is one of archives. */
  static boolean isArchive(String key) {
    return reader(key) != null;
  }

  /**
   * A look into one.
   *
   * @throws IllegalArgumentException if the name is none of an archive
   */
  static Preview of(ServedBucket bucket, ObjectStat stat) throws IOException {
    Reader reader = reader(stat.key());
    if (reader == null) {
      throw new IllegalArgumentException("no archive: " + stat.key());
    }
    return reader.read(bucket, stat);
  }

  private static Preview zip(ServedBucket bucket, ObjectStat stat) {
    List<Preview.Entry> entries = new ArrayList<>();
    ObjectChannel channel = new ObjectChannel(bucket, stat, MOST_READ);
    try (ZipFile zip =
        ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get()) {
      Enumeration<ZipArchiveEntry> found = zip.getEntries();
      while (found.hasMoreElements() && entries.size() < MOST_ENTRIES) {
        entries.add(entry(found.nextElement()));
      }
      return new Preview.Entries(entries, found.hasMoreElements());
    } catch (IOException | RuntimeException e) {
      return broken(entries, channel.isExhausted() ? new TooMuchException() : e);
    }
  }

  private static Preview tar(ServedBucket bucket, ObjectStat stat) {
    ObjectChannel channel = new ObjectChannel(bucket, stat, MOST_READ);
    try (TarFile tar = new TarFile(channel)) {
      List<TarArchiveEntry> found = tar.getEntries();
      boolean cut = channel.isExhausted() || found.size() > MOST_ENTRIES;
      return new Preview.Entries(
          found.stream().limit(MOST_ENTRIES).map(Archive::entry).toList(), cut);
    } catch (IOException | RuntimeException e) {
      return broken(List.of(), channel.isExhausted() ? new TooMuchException() : e);
    }
  }

  private interface Unpacking {
    InputStream of(InputStream packed) throws IOException;
  }

  private static Preview packed(ServedBucket bucket, ObjectStat stat, Unpacking unpacking)
      throws IOException {
    ReadOptions options = ReadOptions.version(stat.versionId());
    try (ObjectContent content = bucket.store().open(stat.key(), options)) {
      InputStream read = new BufferedInputStream(new AtMost(content.stream(), MOST_READ));
      return tar(new AtMost(unpacking.of(read), MOST_UNPACKED));
    } catch (IOException | RuntimeException e) {
      return broken(List.of(), e);
    }
  }

  private static Preview tar(InputStream stream) {
    List<Preview.Entry> entries = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
      for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entries.size() == MOST_ENTRIES) {
          return new Preview.Entries(entries, true);
        }
        entries.add(entry(entry));
      }
      return new Preview.Entries(entries, false);
    } catch (IOException | RuntimeException e) {
      return broken(entries, e);
    }
  }

  /** Runtime exceptions too: damage makes libraries fail anyhow. */
  private static Preview broken(List<Preview.Entry> entries, Exception e) {
    return entries.isEmpty()
        ? new Preview.Refusal("The archive is not shown: " + e.getMessage() + ".")
        : new Preview.Entries(entries, true);
  }

  private static Preview.Entry entry(ArchiveEntry entry) {
    boolean sized = !entry.isDirectory() && entry.getSize() >= 0;
    return new Preview.Entry(entry.getName(), sized ? entry.getSize() : null, modified(entry));
  }

  private static @Nullable Instant modified(ArchiveEntry entry) {
    return entry.getLastModifiedDate() == null ? null : entry.getLastModifiedDate().toInstant();
  }
}
