package io.t4.workflows;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow sees of a package.
 *
 * @param name such as {@code team/storms}
 * @param message of the revision; null if there is none
 * @param meta the {@code user_meta} of the package as its manifest has it: JSON values by name,
 *     empty if there is none. Python's clients also write null there, and other values
 * @param entries all entries, in the order of the manifest; asked for once, and only if the
 *     workflow has a schema for them
 */
public record PackageFacts(
    String name,
    @Nullable String message,
    @Nullable Object meta,
    Supplier<? extends Iterator<EntryFacts>> entries) {}
