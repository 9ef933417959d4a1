package io.t4.catalog.query;

import org.apache.lucene.queryparser.flexible.core.QueryNodeParseException;
import org.apache.lucene.queryparser.flexible.core.nodes.QueryNode;
import org.apache.lucene.queryparser.flexible.standard.parser.ParseException;
import org.apache.lucene.queryparser.flexible.standard.parser.StandardSyntaxParser;
import org.apache.lucene.queryparser.flexible.standard.parser.StandardSyntaxParserConstants;
import org.apache.lucene.queryparser.flexible.standard.parser.Token;

/**
 * Reads what users type into the search box: {@code query_string} of OpenSearch, where all words
 * must match, words in single quotes are phrases too, and metadata is found whatever its type. The
 * language is described in {@code docs/search.md}.
 */
public final class QueryLanguage {
  private static final String UNREADABLE =
      "The query can't be read. Put text with special characters in quotes";

  private QueryLanguage() {}

  /**
   * Translates a query. Takes milliseconds, and parts of a second for the largest patterns that are
   * possible; may be called by any thread.
   *
   * @param text what the user typed
   * @param defaultField the field that words without a field's name are looked for in, by the name
   *     that a query would use, such as {@code content}
   * @throws QuerySyntaxException if the query is malformed, names an unknown field, is beyond a
   *     limit or is empty
   */
  public static ParsedQuery parse(String text, String defaultField) throws QuerySyntaxException {
    return parse(text, defaultField, Subject.OBJECTS);
  }

  /** As {@link #parse(String, String)}, for objects or packages. */
  public static ParsedQuery parse(String text, String defaultField, Subject subject)
      throws QuerySyntaxException {
    checkText(text);
    FieldReference.of(new Word(defaultField, 0), subject);
    String composed = Composed.of(text);
    try {
      PreparedText prepared = TextPreparation.prepare(composed);
      TokenChecks.check(prepared, subject);
      return new TreeTranslation(prepared, subject).translate(tree(prepared, defaultField));
    } catch (QuerySyntaxException e) {
      throw composed.equals(text)
          ? e
          : new QuerySyntaxException(
              String.valueOf(e.getMessage()), Composed.typedAt(text, e.position()));
    }
  }

  private static void checkText(String text) throws QuerySyntaxException {
    if (text.length() > Limits.LENGTH) {
      throw new QuerySyntaxException(
          "The query has "
              + text.length()
              + " characters; at most "
              + Limits.LENGTH
              + " are possible. Ask with fewer words, or in several queries",
          Limits.LENGTH);
    }
    if (text.isBlank()) {
      throw new QuerySyntaxException(
          "The query is empty. Type a word to look for, or * to find everything", 0);
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isHighSurrogate(text.charAt(i))
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(text.charAt(i))) {
        throw new QuerySyntaxException(
            "The query has half a character, which no text can contain. Remove it", i);
      }
    }
  }

  private static QueryNode tree(PreparedText prepared, String defaultField)
      throws QuerySyntaxException {
    try {
      return new StandardSyntaxParser().parse(prepared.text(), defaultField);
    } catch (ParseException e) {
      throw explained(e, prepared);
    } catch (QueryNodeParseException e) {
      throw new QuerySyntaxException(UNREADABLE, 0);
    }
  }

  private static QuerySyntaxException explained(ParseException e, PreparedText prepared) {
    Token next = e.currentToken == null ? null : e.currentToken.next;
    if (next == null) {
      return new QuerySyntaxException(UNREADABLE, 0);
    }
    boolean isEnd = next.kind == StandardSyntaxParserConstants.EOF;
    return new QuerySyntaxException(
        explanation(next), prepared.typedAt(isEnd ? prepared.text().length() : next.beginColumn));
  }

  private static String explanation(Token token) {
    return switch (token.kind) {
      case StandardSyntaxParserConstants.EOF ->
          "The query ends where a word, a phrase or a value is missing. Complete it, or put an"
              + " operator that is meant as text in quotes";
      case StandardSyntaxParserConstants.NOT,
          StandardSyntaxParserConstants.PLUS,
          StandardSyntaxParserConstants.MINUS ->
          "'"
              + token.image
              + "' can't stand here: it stands before a word, a group or the name of a field, as in "
              + (token.image.equals("NOT") ? "NOT " : token.image)
              + "key:thor. Put it in quotes if it is meant as text";
      case StandardSyntaxParserConstants.AND, StandardSyntaxParserConstants.OR ->
          "'"
              + token.image
              + "' can't stand here: a word, a phrase or a value is missing before it. Put it in"
              + " quotes if it is meant as text";
      case StandardSyntaxParserConstants.RPAREN ->
          "')' can't stand here: a word, a phrase or a value is missing before it. Complete the"
              + " group or remove it";
      case StandardSyntaxParserConstants.OP_COLON ->
          "':' follows the name of a field, as in key:thor. Put text that contains a colon in"
              + " quotes";
      case StandardSyntaxParserConstants.CARAT, StandardSyntaxParserConstants.TILDE ->
          "'"
              + token.image
              + "' can't stand here; it follows a word or a phrase, as in thor"
              + token.image
              + "2. Put text that contains it in quotes";
      case StandardSyntaxParserConstants.RANGE_TO,
          StandardSyntaxParserConstants.RANGE_GOOP,
          StandardSyntaxParserConstants.RANGE_QUOTED,
          StandardSyntaxParserConstants.RANGEIN_END,
          StandardSyntaxParserConstants.RANGEEX_END ->
          "A range is written [1 TO 5], or {1 TO 5} without its ends, with * for an open end. Put"
              + " text that contains brackets in quotes";
      default ->
          "'" + token.image + "' can't stand here. Put text with special characters in quotes";
    };
  }
}
