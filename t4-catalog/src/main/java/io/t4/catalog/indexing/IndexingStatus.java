package io.t4.catalog.indexing;

import io.t4.catalog.database.ScanState;
import org.jspecify.annotations.Nullable;

/**
 * Where the indexing of a bucket stands.
 *
 * @param bucket its URI
 * @param index the name of its index
 * @param scan the comparison that goes on, or the last one; null before the first
 * @param compared whether the whole bucket was compared since the catalog started, or its index was
 *     made; before, anything may be missing
 * @param waiting how many keys events have told of that were not looked at
 * @param deadLetters how many keys were given up
 * @param problem what keeps the indexing from going on; null if nothing does
 */
public record IndexingStatus(
    String bucket,
    String index,
    @Nullable ScanState scan,
    boolean compared,
    int waiting,
    long deadLetters,
    @Nullable String problem) {}
