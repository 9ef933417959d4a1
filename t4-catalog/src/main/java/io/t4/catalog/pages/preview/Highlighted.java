package io.t4.catalog.pages.preview;

import io.t4.storage.ObjectKeys;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A text as HTML in which the words of its programming language have classes. What is in no known
 * language, and what lies behind the first {@link #MOST_WORDS} words, is escaped only.
 */
final class Highlighted {
  /** A browser takes a kilobyte or so for each. */
  private static final int MOST_WORDS = 40_000;

  /** In characters. Scanners take longer lines word by word, too, but those are no code to read. */
  private static final int LONGEST_LINE = 2_000;

  private static final Map<String, String> LANGUAGES = languages();

  private final StringBuilder html = new StringBuilder();
  private int words;

  private Highlighted() {}

  /**
   * Highlights a text.
   *
   * @param key the name of its object, which tells the language
   */
  static String html(String text, String key) {
    String language = language(key);
    return language == null ? escaped(text) : new Highlighted().all(text, language);
  }

  private static @Nullable String language(String key) {
    String name = ObjectKeys.name(key).toLowerCase(Locale.ROOT);
    return LANGUAGES.get(name.substring(name.lastIndexOf('.') + 1));
  }

  private String all(String text, String language) {
    TokenMaker scanner = TokenMakerFactory.getDefaultInstance().getTokenMaker(language);
    char[] characters = text.toCharArray();
    int state = TokenTypes.NULL;
    int begin = 0;
    while (begin < characters.length && words < MOST_WORDS) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? characters.length : end;
      if (end - begin <= LONGEST_LINE) {
        state = line(scanner, new Segment(characters, begin, end - begin), state);
      } else {
        html.append(escaped(text.substring(begin, end)));
      }
      if (end < characters.length) {
        html.append('\n');
      }
      begin = end + 1;
    }
    return begin < characters.length
        ? html.append(escaped(text.substring(begin))).toString()
        : html.toString();
  }

  /** Tells in what the line ends, such as a comment that goes on. */
  private int line(TokenMaker scanner, Segment line, int state) {
    Token token = scanner.getTokenList(line, state, 0);
    int last = token.getType();
    while (token != null) {
      last = token.getType();
      if (token.isPaintable()) {
        word(token.getLexeme(), style(last));
      }
      token = token.getNextToken();
    }
    return last;
  }

  private void word(String word, String style) {
    if (style.isEmpty()) {
      html.append(escaped(word));
    } else {
      words++;
      html.append("<span class=\"").append(style).append("\">");
      html.append(escaped(word)).append("</span>");
    }
  }

  /** Classes of the style sheet. */
  private static String style(int type) {
    return switch (type) {
      case TokenTypes.COMMENT_EOL,
          TokenTypes.COMMENT_MULTILINE,
          TokenTypes.COMMENT_DOCUMENTATION,
          TokenTypes.COMMENT_KEYWORD,
          TokenTypes.COMMENT_MARKUP,
          TokenTypes.MARKUP_COMMENT ->
          "comment";
      case TokenTypes.RESERVED_WORD,
          TokenTypes.RESERVED_WORD_2,
          TokenTypes.PREPROCESSOR,
          TokenTypes.MARKUP_TAG_NAME,
          TokenTypes.MARKUP_DTD,
          TokenTypes.MARKUP_PROCESSING_INSTRUCTION ->
          "keyword";
      case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
          TokenTypes.LITERAL_CHAR,
          TokenTypes.LITERAL_BACKQUOTE,
          TokenTypes.REGEX,
          TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
          TokenTypes.MARKUP_CDATA ->
          "string";
      case TokenTypes.LITERAL_BOOLEAN,
          TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
          TokenTypes.LITERAL_NUMBER_FLOAT,
          TokenTypes.LITERAL_NUMBER_HEXADECIMAL ->
          "literal";
      case TokenTypes.DATA_TYPE,
          TokenTypes.FUNCTION,
          TokenTypes.VARIABLE,
          TokenTypes.ANNOTATION,
          TokenTypes.MARKUP_TAG_ATTRIBUTE,
          TokenTypes.MARKUP_ENTITY_REFERENCE ->
          "name";
      default -> "";
    };
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }

  private static Map<String, String> languages() {
    Map<String, String> languages = new HashMap<>();
    put(languages, SyntaxConstants.SYNTAX_STYLE_JAVA, "java");
    put(languages, SyntaxConstants.SYNTAX_STYLE_KOTLIN, "kt kts");
    put(languages, SyntaxConstants.SYNTAX_STYLE_GROOVY, "groovy gradle nf");
    put(languages, SyntaxConstants.SYNTAX_STYLE_SCALA, "scala sc");
    put(languages, SyntaxConstants.SYNTAX_STYLE_CLOJURE, "clj cljs edn");
    put(languages, SyntaxConstants.SYNTAX_STYLE_PYTHON, "py pyi smk snakefile");
    put(languages, SyntaxConstants.SYNTAX_STYLE_JAVASCRIPT, "js mjs cjs jsx");
    put(languages, SyntaxConstants.SYNTAX_STYLE_TYPESCRIPT, "ts tsx");
    put(languages, SyntaxConstants.SYNTAX_STYLE_JSON, "json geojson jsonl ndjson ipynb");
    put(languages, SyntaxConstants.SYNTAX_STYLE_YAML, "yaml yml");
    put(languages, SyntaxConstants.SYNTAX_STYLE_XML, "xml xsd xsl xslt svg pom rdf");
    put(languages, SyntaxConstants.SYNTAX_STYLE_CSS, "css");
    put(languages, SyntaxConstants.SYNTAX_STYLE_LESS, "less");
    put(languages, SyntaxConstants.SYNTAX_STYLE_SQL, "sql");
    put(languages, SyntaxConstants.SYNTAX_STYLE_C, "c h");
    put(languages, SyntaxConstants.SYNTAX_STYLE_CPLUSPLUS, "cc cpp cxx hpp hh cu");
    put(languages, SyntaxConstants.SYNTAX_STYLE_CSHARP, "cs");
    put(languages, SyntaxConstants.SYNTAX_STYLE_GO, "go");
    put(languages, SyntaxConstants.SYNTAX_STYLE_RUST, "rs");
    put(languages, SyntaxConstants.SYNTAX_STYLE_RUBY, "rb");
    put(languages, SyntaxConstants.SYNTAX_STYLE_PERL, "pl pm");
    put(languages, SyntaxConstants.SYNTAX_STYLE_PHP, "php");
    put(languages, SyntaxConstants.SYNTAX_STYLE_LUA, "lua");
    put(languages, SyntaxConstants.SYNTAX_STYLE_FORTRAN, "f f90 f95 for");
    put(languages, SyntaxConstants.SYNTAX_STYLE_LATEX, "tex sty");
    put(languages, SyntaxConstants.SYNTAX_STYLE_DART, "dart");
    put(languages, SyntaxConstants.SYNTAX_STYLE_D, "d");
    put(languages, SyntaxConstants.SYNTAX_STYLE_LISP, "lisp el");
    put(languages, SyntaxConstants.SYNTAX_STYLE_SAS, "sas");
    put(languages, SyntaxConstants.SYNTAX_STYLE_TCL, "tcl");
    put(languages, SyntaxConstants.SYNTAX_STYLE_VHDL, "vhd vhdl");
    put(languages, SyntaxConstants.SYNTAX_STYLE_PROTO, "proto");
    put(languages, SyntaxConstants.SYNTAX_STYLE_UNIX_SHELL, "sh bash zsh");
    put(languages, SyntaxConstants.SYNTAX_STYLE_WINDOWS_BATCH, "bat cmd");
    put(languages, SyntaxConstants.SYNTAX_STYLE_DOCKERFILE, "dockerfile");
    put(languages, SyntaxConstants.SYNTAX_STYLE_MAKEFILE, "makefile mk");
    put(languages, SyntaxConstants.SYNTAX_STYLE_PROPERTIES_FILE, "properties");
    put(languages, SyntaxConstants.SYNTAX_STYLE_INI, "ini cfg toml");
    return Map.copyOf(languages);
  }

  /** Names of files without extension count as extensions. */
  private static void put(Map<String, String> languages, String language, String extensions) {
    for (String extension : extensions.split(" ", -1)) {
      languages.put(extension, language);
    }
  }
}
