package io.t4.catalog.query;

/**
 * A value of a query, without its quotes and escapes.
 *
 * @param text the characters
 * @param position where it was in what the user typed
 */
record Word(String text, int position) {
  QuerySyntaxException refused(String message) {
    return new QuerySyntaxException(message, position);
  }
}
