/**
 * The pages of accounts, tokens and the indexing of all buckets. Begin with {@code AccountsPage}.
 */
@NullMarked
package io.t4.catalog.pages.administration;

import org.jspecify.annotations.NullMarked;
