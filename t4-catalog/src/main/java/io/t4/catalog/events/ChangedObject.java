package io.t4.catalog.events;

/**
 * An object to which something happened.
 *
 * @param bucket its name
 */
record ChangedObject(String bucket, String key) {}
