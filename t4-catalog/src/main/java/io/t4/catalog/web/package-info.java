/** What the catalog answers over HTTP. */
@NullMarked
package io.t4.catalog.web;

import org.jspecify.annotations.NullMarked;
