/**
 * A package as a read-only file system, for programs that know {@link java.nio.file.Path}s only;
 * start at {@link io.t4.packages.filesystem.PackageFileSystem}.
 */
@NullMarked
package io.t4.packages.filesystem;

import org.jspecify.annotations.NullMarked;
