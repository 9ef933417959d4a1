/**
 * Asks a catalog what a bucket holds. Start reading at {@link io.t4.search.Catalog}; what users see
 * is {@link io.t4.search.SearchResults}.
 */
@NullMarked
package io.t4.search;

import org.jspecify.annotations.NullMarked;
