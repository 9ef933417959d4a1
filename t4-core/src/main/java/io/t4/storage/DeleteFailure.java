package io.t4.storage;

/** A key that could not be deleted, and why. */
public record DeleteFailure(String key, String reason) {}
