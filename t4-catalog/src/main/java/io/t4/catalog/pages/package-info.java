/**
 * The pages that people see in a browser. All state is in the address, so that every view is a
 * link; reading works without scripts. Keys are parameters, never parts of the path, whose
 * characters servers and proxies change.
 */
@NullMarked
package io.t4.catalog.pages;

import org.jspecify.annotations.NullMarked;
