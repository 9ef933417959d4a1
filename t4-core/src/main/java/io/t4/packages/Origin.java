package io.t4.packages;

import io.t4.storage.Location;

/**
 * The revision that a package in memory was made from.
 *
 * @param registry where it was published
 */
record Origin(Location registry, String name, String topHash) {}
