/** The index of a bucket: one document for each version of each key. */
@NullMarked
package io.t4.catalog.index;

import org.jspecify.annotations.NullMarked;
