/** Who may do what; start at {@link VisibleBuckets}. */
@NullMarked
package io.t4.catalog.access;

import org.jspecify.annotations.NullMarked;
