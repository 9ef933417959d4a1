package io.t4.workflows;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code entries_schema} sees of an entry.
 *
 * @param size in bytes; null if it isn't known
 * @param meta the user's metadata, JSON values by name; empty if there is none
 */
public record EntryFacts(String logicalKey, @Nullable Long size, Map<String, ?> meta) {}
