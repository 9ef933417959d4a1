/**
 * The query language: what a user types, as a query of OpenSearch. Nothing here talks to a server.
 * Start at {@link io.t4.catalog.query.QueryLanguage}; the language is described in {@code
 * docs/search.md}.
 *
 * <p>A query goes through these in turn: {@link io.t4.catalog.query.TextPreparation} (quotes,
 * slashes, colons), {@link io.t4.catalog.query.TokenChecks} (limits and names of fields), Lucene's
 * parser, {@link io.t4.catalog.query.TreeTranslation}, and for each value one of {@link
 * io.t4.catalog.query.Leaves}.
 */
@NullMarked
package io.t4.catalog.query;

import org.jspecify.annotations.NullMarked;
