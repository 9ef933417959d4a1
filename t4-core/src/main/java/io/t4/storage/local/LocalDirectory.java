package io.t4.storage.local;

import io.t4.storage.SupportsPartialListing.LeftOut;
import java.nio.file.Path;
import java.util.List;

/**
 * A directory and what is in it.
 *
 * @param prefix of the keys in it: empty, or ending in {@code /}
 * @param names in the order of keys. Those of directories end in {@code /}; the empty name alone
 *     stands for the directory itself, which is a directory marker while nothing is in it
 * @param leftOut what can't be an object because of its name
 */
record LocalDirectory(Path path, String prefix, List<String> names, List<LeftOut> leftOut) {}
