/**
 * Tables of whole files, and SQL over them, in processes that can be killed; start at {@link
 * io.t4.catalog.pages.tables.Tables}.
 */
@NullMarked
package io.t4.catalog.pages.tables;

import org.jspecify.annotations.NullMarked;
