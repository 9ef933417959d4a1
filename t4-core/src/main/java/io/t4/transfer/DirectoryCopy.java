package io.t4.transfer;

import io.t4.error.InvalidInputException;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Copies the objects of a directory from store to store, except those that are there already. */
public final class DirectoryCopy {
  private final Transfers transfers;

  public DirectoryCopy(Transfers transfers) {
    this.transfers = transfers;
  }

  /**
   * Copies what is new or different.
   *
   * @param sourcePrefix empty or ending in {@code /}
   * @param prefix empty or ending in {@code /}
   * @param metadata gives the metadata that an object is to have from the one its source has; null
   *     to take that of the source, and to leave objects alone whose content is right
   * @throws InvalidInputException if one directory lies in the other
   */
  public TransferReport run(
      ObjectStore source,
      String sourcePrefix,
      ObjectStore store,
      String prefix,
      @Nullable UnaryOperator<Map<String, String>> metadata)
      throws IOException {
    if (source.location().equals(store.location()) && prefix.startsWith(sourcePrefix)) {
      throw new InvalidInputException(
          "'%s' lies inside '%s' of the same bucket, which would be copied into itself."
              .formatted(prefix, sourcePrefix));
    }
    Tally tally = new Tally(transfers.listener());
    try (KeyCursor present = new KeyCursor(store, prefix)) {
      transfers
          .parallelism()
          .forEachObject(
              source
                  .list(sourcePrefix)
                  .map(object -> candidate(object, sourcePrefix, prefix, present)),
              candidate -> copy(source, candidate, store, metadata, tally));
    }
    return tally.report();
  }

  private record Candidate(ObjectSummary object, String key, @Nullable ObjectSummary present) {
    private boolean isPresent() {
      return present != null
          && present.size() == object.size()
          && present.eTag() != null
          && Objects.equals(present.eTag(), object.eTag());
    }
  }

  private Candidate candidate(
      ObjectSummary object, String sourcePrefix, String prefix, KeyCursor present)
      throws IOException {
    String key = prefix + object.key().substring(sourcePrefix.length());
    ObjectKeys.requireValid(key);
    transfers.listener().planned(key, object.size());
    return new Candidate(object, key, present.find(key));
  }

  private void copy(
      ObjectStore source,
      Candidate candidate,
      ObjectStore store,
      @Nullable UnaryOperator<Map<String, String>> metadata,
      Tally tally)
      throws IOException {
    if (metadata == null && candidate.isPresent()) {
      tally.unchanged(candidate.key, candidate.object.size());
      return;
    }
    ObjectStat stat = source.stat(candidate.object.key(), candidate.object.versionId());
    transfers.copy(source, stat, store, candidate.key, options(stat, metadata));
    tally.transferred(stat.size());
  }

  /** How a copy of an object is written. */
  public static WriteOptions options(
      ObjectStat source, @Nullable UnaryOperator<Map<String, String>> metadata) {
    return new WriteOptions(
        metadata == null ? source.userMetadata() : metadata.apply(source.userMetadata()),
        source.contentType(),
        null,
        Precondition.none());
  }
}
