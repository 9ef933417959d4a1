/** The query language: what a user types, as a query of OpenSearch. */
@NullMarked
package io.t4.catalog.query;

import org.jspecify.annotations.NullMarked;
