/** Answers searches; start at {@link SearchService}. */
@NullMarked
package io.t4.catalog.search;

import org.jspecify.annotations.NullMarked;
