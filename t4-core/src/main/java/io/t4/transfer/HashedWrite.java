package io.t4.transfer;

import io.t4.hashing.ContentHash;
import io.t4.storage.WriteResult;
import org.jspecify.annotations.Nullable;

/**
 * What an upload left in the store, and what it learnt of the content on the way.
 *
 * @param hash {@code sha2-256-chunked} of what was sent; null if it went in pieces of another size
 */
public record HashedWrite(WriteResult result, @Nullable ContentHash hash) {}
