/** Accounts and their tokens, in the database; start at {@link AccountAdministration}. */
@NullMarked
package io.t4.catalog.accounts;

import org.jspecify.annotations.NullMarked;
