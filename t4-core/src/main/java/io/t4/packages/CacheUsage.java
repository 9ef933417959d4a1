package io.t4.packages;

/**
 * How much content there is.
 *
 * @param count of objects
 * @param bytes of all of them together
 */
public record CacheUsage(long count, long bytes) {}
