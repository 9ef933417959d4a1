/**
 * Starts the catalog in a process of its own; start at {@link Catalog}. Knows nothing of the server
 * but its main class, so that whoever starts it needs none of its jars.
 */
@NullMarked
package io.t4.catalog.launch;

import org.jspecify.annotations.NullMarked;
