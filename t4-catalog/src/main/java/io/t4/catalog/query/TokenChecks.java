package io.t4.catalog.query;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.lucene.queryparser.charstream.FastCharStream;
import org.apache.lucene.queryparser.flexible.standard.parser.EscapeQuerySyntaxImpl;
import org.apache.lucene.queryparser.flexible.standard.parser.ParseException;
import org.apache.lucene.queryparser.flexible.standard.parser.StandardSyntaxParserConstants;
import org.apache.lucene.queryparser.flexible.standard.parser.StandardSyntaxParserTokenManager;
import org.apache.lucene.queryparser.flexible.standard.parser.Token;
import org.apache.lucene.queryparser.flexible.standard.parser.TokenMgrError;

/**
 * What can be told from the words of a query alone, before Lucene's parser reads it. The parser
 * calls itself for each parenthesis, so it must not see too many; and its tree no longer tells
 * where the name of a field was.
 */
final class TokenChecks {
  private final PreparedText prepared;
  private final Subject subject;
  private final List<Token> tokens;

  private TokenChecks(PreparedText prepared, Subject subject, List<Token> tokens) {
    this.prepared = prepared;
    this.subject = subject;
    this.tokens = tokens;
  }

  static void check(PreparedText prepared, Subject subject) throws QuerySyntaxException {
    TokenChecks checks = new TokenChecks(prepared, subject, tokens(prepared));
    checks.checkParentheses();
    checks.checkCount();
    checks.checkNames();
    checks.checkNumbers();
  }

  private static List<Token> tokens(PreparedText prepared) throws QuerySyntaxException {
    StandardSyntaxParserTokenManager source =
        new StandardSyntaxParserTokenManager(new FastCharStream(new StringReader(prepared.text())));
    List<Token> tokens = new ArrayList<>();
    int end = 0;
    try {
      for (Token token = source.getNextToken();
          token.kind != StandardSyntaxParserConstants.EOF;
          token = source.getNextToken()) {
        tokens.add(token);
        end = token.endColumn;
      }
    } catch (TokenMgrError e) {
      while (end < prepared.text().length() && prepared.text().charAt(end) == ' ') {
        end++;
      }
      throw new QuerySyntaxException(
          "The query can't be read here. Put text with special characters in quotes",
          prepared.typedAt(end));
    }
    return tokens;
  }

  private void checkParentheses() throws QuerySyntaxException {
    Deque<Token> open = new ArrayDeque<>();
    for (Token token : tokens) {
      if (token.kind == StandardSyntaxParserConstants.LPAREN) {
        open.push(token);
        if (open.size() > Limits.DEPTH) {
          throw refused(
              token,
              "There are more than "
                  + Limits.DEPTH
                  + " parentheses within each other. Take those away that aren't needed");
        }
      } else if (token.kind == StandardSyntaxParserConstants.RPAREN) {
        if (open.isEmpty()) {
          throw refused(
              token,
              "')' closes no parenthesis. Remove it, or put text that contains it in quotes");
        }
        open.pop();
      }
    }
    if (!open.isEmpty()) {
      throw refused(
          open.pop(),
          "The parenthesis is not closed. Add ')', or put text that contains it in quotes");
    }
  }

  private void checkCount() throws QuerySyntaxException {
    int values = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (isValue(token) && !isName(i) && !isNumberOf(i) && ++values > Limits.VALUES) {
        throw refused(
            token,
            "The query has more than "
                + Limits.VALUES
                + " words, phrases and ranges. Ask with fewer, or in several queries");
      }
    }
  }

  private static boolean isValue(Token token) {
    return switch (token.kind) {
      case StandardSyntaxParserConstants.TERM,
          StandardSyntaxParserConstants.NUMBER,
          StandardSyntaxParserConstants.QUOTED,
          StandardSyntaxParserConstants.REGEXPTERM,
          StandardSyntaxParserConstants.RANGEIN_START,
          StandardSyntaxParserConstants.RANGEEX_START ->
          true;
      default -> false;
    };
  }

  /** Whether the token is the number after {@code ^} or {@code ~}. */
  private boolean isNumberOf(int index) {
    return tokens.get(index).kind == StandardSyntaxParserConstants.NUMBER
        && (is(index - 1, StandardSyntaxParserConstants.CARAT)
            || is(index - 1, StandardSyntaxParserConstants.TILDE));
  }

  private boolean isName(int index) {
    return is(index + 1, StandardSyntaxParserConstants.OP_COLON)
        || is(index + 1, StandardSyntaxParserConstants.OP_LESSTHAN)
        || is(index + 1, StandardSyntaxParserConstants.OP_LESSTHANEQ)
        || is(index + 1, StandardSyntaxParserConstants.OP_MORETHAN)
        || is(index + 1, StandardSyntaxParserConstants.OP_MORETHANEQ);
  }

  private boolean is(int index, int kind) {
    return index >= 0 && index < tokens.size() && tokens.get(index).kind == kind;
  }

  private void checkNames() throws QuerySyntaxException {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (!isValue(token) || !isName(i)) {
        continue;
      }
      if (token.kind == StandardSyntaxParserConstants.TERM
          || token.kind == StandardSyntaxParserConstants.NUMBER) {
        String name = plain(token);
        if (!name.equals(TreeTranslation.EXISTS)) {
          FieldReference.of(new Word(name, prepared.typedAt(token.beginColumn)), subject);
        }
      } else {
        throw refused(
            token,
            "A colon follows a field's name, which isn't quoted as a whole. Write user_meta.'two"
                + " words':value for a name with spaces");
      }
    }
  }

  private String plain(Token token) throws QuerySyntaxException {
    try {
      return EscapeQuerySyntaxImpl.discardEscapeChar(token.image).toString();
    } catch (ParseException e) {
      throw refused(token, "'" + token.image + "' can't be read. Put it in quotes");
    }
  }

  /** Lucene's parser reads these numbers without a look at their size. */
  private void checkNumbers() throws QuerySyntaxException {
    for (int i = 0; i < tokens.size(); i++) {
      if (!isNumberOf(i)) {
        continue;
      }
      Token token = tokens.get(i);
      double number = Double.parseDouble(token.image);
      if (is(i - 1, StandardSyntaxParserConstants.CARAT)) {
        if (number > Limits.BOOST) {
          throw refused(token, "A boost is a number from 0 to " + Limits.BOOST + ", as in thor^2");
        }
      } else if (is(i - 2, StandardSyntaxParserConstants.QUOTED)) {
        if (token.image.contains(".") || number > Limits.SLOP) {
          throw refused(
              token,
              "'~' after a phrase takes the number of words that may stand between, from 0 to "
                  + Limits.SLOP
                  + ", as in \"thor hammer\"~3");
        }
      } else if (number > 2 || (number > 1 && number < 2)) {
        throw refused(
            token, "'~' after a word takes the number of letters that may differ: ~, ~0, ~1 or ~2");
      }
    }
  }

  private QuerySyntaxException refused(Token token, String message) {
    return new QuerySyntaxException(message, prepared.typedAt(token.beginColumn));
  }
}
