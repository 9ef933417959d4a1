package io.t4.packages;

import io.t4.error.InvalidKeyException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.transfer.KeyCheck;
import io.t4.transfer.LocalPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings entries to a directory, except those that are there already.
 *
 * <p>All keys are checked before the first entry is fetched. Entries are fetched in parallel; each
 * file appears when its content is known to be right, so a run that failed can be repeated.
 */
final class PackageDownload {
  private final T4Session session;
  private final @Nullable Path forbidden;

  /**
   * @param forbidden a directory into which no entry may go, by its real path; or null
   */
  PackageDownload(T4Session session, @Nullable Path forbidden) {
    this.session = session;
    this.forbidden = forbidden;
  }

  /**
   * Fetches what is not there.
   *
   * @param entries gives them in order, each time that it is asked
   * @param directory their logical keys become paths below it; made if missing
   * @return the entries with the files as physical keys
   * @throws InvalidKeyException if a key can't be a file there, or two keys would be the same file;
   *     nothing was fetched then
   * @throws io.t4.error.FormatException if content is not what the package says, or a hash has an
   *     unknown type
   */
  EntryTable run(Supplier<Iterator<ManifestLine.Entry>> entries, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    Path root = directory.toRealPath();
    check(entries.get(), root);
    return EntrySorter.inParallel(
        session.transfers().parallelism(),
        entries.get(),
        (key, entry) -> {
          Path target = LocalPaths.resolve(root, key, key);
          LocalPaths.requireInside(root, target, key);
          EntryReader.Fetched unused = new EntryReader(session, key).fetch(entry, target);
          return entry.withPhysicalKey(Location.directory(target));
        });
  }

  /** On some disks capital and small letters are the same. */
  private static boolean isBelow(Path directory, Path file) {
    Path folded = Path.of(file.toString().toLowerCase(Locale.ROOT));
    return folded.startsWith(directory.toString().toLowerCase(Locale.ROOT));
  }

  private void check(Iterator<ManifestLine.Entry> entries, Path root) throws IOException {
    KeyCheck keys = new KeyCheck(root);
    while (entries.hasNext()) {
      ManifestLine.Entry line = entries.next();
      String key = line.logicalKey();
      keys.add(key, key);
      if (forbidden != null && isBelow(forbidden, root.resolve(key))) {
        throw new InvalidKeyException(
            "The entry '%s' would be written into %s, which belongs to the registry; name another directory."
                .formatted(key, forbidden));
      }
      EntryCheck checkable = EntryCheck.of(key, line.entry());
      session
          .transfers()
          .listener()
          .planned(
              new EntryReader(session, key).transferKey(line.entry()), checkable.size().orElse(0));
    }
  }
}
