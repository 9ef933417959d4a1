/** Reads packages for the index; start at {@link io.t4.catalog.packages.RevisionReader}. */
@NullMarked
package io.t4.catalog.packages;

import org.jspecify.annotations.NullMarked;
