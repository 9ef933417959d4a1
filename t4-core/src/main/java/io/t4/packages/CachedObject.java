package io.t4.packages;

import io.t4.hashing.ContentHash;
import java.time.Instant;

/**
 * Content that the cache holds.
 *
 * @param size in bytes
 * @param lastUsed when it was read last; what was used longest ago goes first
 */
public record CachedObject(ContentHash hash, long size, Instant lastUsed) {}
