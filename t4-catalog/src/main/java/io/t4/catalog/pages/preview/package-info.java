/** What pages show of the content of an object, which nobody trusts. */
@NullMarked
package io.t4.catalog.pages.preview;

import org.jspecify.annotations.NullMarked;
