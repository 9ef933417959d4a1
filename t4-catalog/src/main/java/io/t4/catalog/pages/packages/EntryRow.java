package io.t4.catalog.pages.packages;

import org.jspecify.annotations.Nullable;

/**
 * An entry, or a directory of entries, in a list.
 *
 * @param name below the directory that is shown; that of a directory has {@code /} at its end
 * @param path its name in the package
 * @param entries how many there are: one, or those in the directory
 * @param bytes of all of them
 * @param place null for a directory
 */
record EntryRow(String name, String path, long entries, long bytes, @Nullable EntryPlace place) {
  /** Whether it has entries below it. */
  public boolean isDirectory() {
    return place == null;
  }
}
