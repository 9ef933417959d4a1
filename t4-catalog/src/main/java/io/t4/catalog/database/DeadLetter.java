package io.t4.catalog.database;

import java.time.Instant;

/**
 * A key that could not be indexed.
 *
 * @param error of the last attempt
 */
public record DeadLetter(String bucket, String key, String error, int attempts, Instant failedAt) {}
