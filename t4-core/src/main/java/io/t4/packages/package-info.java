/**
 * Data packages: immutable, named, versioned collections of objects. Start reading at {@link
 * io.t4.packages.DataPackage}.
 */
@NullMarked
package io.t4.packages;

import org.jspecify.annotations.NullMarked;
