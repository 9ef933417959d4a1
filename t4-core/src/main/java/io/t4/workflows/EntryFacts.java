package io.t4.workflows;

import org.jspecify.annotations.Nullable;

/**
 * What an {@code entries_schema} sees of an entry.
 *
 * @param size in bytes; null if it isn't known
 * @param meta the {@code user_meta} as the manifest has it: JSON values by name, empty if there is
 *     none. Python's clients also write null there, and other values
 */
public record EntryFacts(String logicalKey, @Nullable Long size, @Nullable Object meta) {}
