package io.t4.catalog.pages.packages;

import io.t4.catalog.pages.BucketCard;
import io.t4.catalog.pages.preview.Preview;
import org.jspecify.annotations.Nullable;

/**
 * An entry and a look into it.
 *
 * @param size in bytes; null if the manifest doesn't say
 * @param hash with its type; null if there is none
 * @param meta as JSON; null if there is none
 * @param bucket of the object; null if the viewer sees none that has it
 * @param preview null if there is nothing to look into
 * @param note what is to be known of it, null if nothing is
 */
record EntryView(
    String path,
    @Nullable Long size,
    @Nullable String hash,
    @Nullable String meta,
    EntryPlace place,
    @Nullable BucketCard bucket,
    @Nullable Preview preview,
    @Nullable String note) {}
