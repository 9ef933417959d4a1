package io.t4.transfer;

import io.t4.error.InvalidKeyException;
import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings the objects of a directory to the disk, except those that are there already.
 *
 * <p>All keys are checked before the first object is fetched. Files are fetched in parallel; each
 * appears as a whole or not at all, and a run that failed can be repeated.
 */
public final class DirectoryDownload {
  private final Transfers transfers;

  public DirectoryDownload(Transfers transfers) {
    this.transfers = transfers;
  }

  /**
   * Fetches what is new or different.
   *
   * @param prefix empty or ending in {@code /}
   * @param directory the objects' keys below the prefix become paths below it; made if missing
   * @throws InvalidKeyException if a key can't be a file there, or two keys would be the same file
   */
  public TransferReport run(ObjectStore store, String prefix, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path root = directory.toRealPath();
    Tally tally = new Tally(transfers.listener());
    try (ListingSpool spool = new ListingSpool()) {
      KeyCheck check = new KeyCheck(root);
      try (Listing<ObjectSummary> listing = store.list(prefix)) {
        while (listing.hasNext()) {
          ObjectSummary object = listing.next();
          String relative = object.key().substring(prefix.length());
          if (ObjectKeys.isDirectory(object.key()) || relative.isEmpty()) {
            continue;
          }
          check.add(relative, object.key());
          spool.add(object);
          transfers.listener().planned(object.key(), object.size());
        }
      }
      transfers
          .parallelism()
          .forEachObject(spool.read(), object -> fetch(store, object, prefix, root, tally));
    }
    return tally.report();
  }

  private void fetch(ObjectStore store, ObjectSummary object, String prefix, Path root, Tally tally)
      throws IOException {
    Path target = LocalPaths.resolve(root, object.key().substring(prefix.length()), object.key());
    LocalPaths.requireInside(root, target, object.key());
    if (ContentComparison.same(store, object, target)) {
      tally.unchanged(object.key(), object.size());
    } else {
      tally.transferred(transfers.download(store, object, target).size());
    }
  }

  /** Fetches one object unless the file is the same already. */
  public TransferReport file(ObjectStore store, ObjectSummary object, Path target)
      throws IOException {
    Tally tally = new Tally(transfers.listener());
    transfers.listener().planned(object.key(), object.size());
    if (ContentComparison.same(store, object, target)) {
      tally.unchanged(object.key(), object.size());
    } else {
      tally.transferred(transfers.download(store, object, target).size());
    }
    return tally.report();
  }
}
