package io.t4.catalog.pages.preview;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.owasp.html.Sanitizers;

/**
 * Markdown as HTML that can't do anything: CommonMark with tables, sanitized. Relative links lead
 * to the pages of the objects that they name.
 */
final class Markdown {
  /** In characters: what takes the parser longest takes time with the square of it. */
  static final int LONGEST = 50_000;

  private static final int LONGEST_HTML = 1_000_000;

  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), AutolinkExtension.create());
  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private static final PolicyFactory POLICY =
      Sanitizers.FORMATTING
          .and(Sanitizers.BLOCKS)
          .and(Sanitizers.TABLES)
          .and(
              new HtmlPolicyBuilder()
                  .allowElements("a", "img", "pre", "hr", "details", "summary")
                  .allowAttributes("href", "title")
                  .onElements("a")
                  .allowAttributes("src", "alt", "title")
                  .onElements("img")
                  .allowUrlProtocols("https", "http", "mailto")
                  .requireRelsOnLinks("noopener", "noreferrer", "nofollow")
                  .toFactory());

  /**
   * Formats a text; empty if it is too long or too deep.
   *
   * @param links where relative links lead
   * @param key of the text, beside which they begin
   */
  static Optional<String> html(String text, LinkTargets links, String key) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Node document = PARSER.parse(text);
      document.accept(new Relative(links, key));
      return sanitized(RENDERER.render(document));
    } catch (StackOverflowError e) {
      // Of thousands of quotes in each other; what was made so far is garbage.
      return Optional.empty();
    }
  }

  /**
   * HTML without anything that acts or looks like a part of the page; empty if it is too long or
   * too deep.
   */
  static Optional<String> sanitized(String html) {
    if (html.length() > LONGEST_HTML) {
      return Optional.empty();
    }
    try {
      return Optional.of(POLICY.sanitize(html));
    } catch (StackOverflowError e) {
      return Optional.empty();
    }
  }

  /** Turns relative addresses into those of pages and pictures. */
  private static final class Relative extends AbstractVisitor {
    private final LinkTargets links;
    private final String directory;

    Relative(LinkTargets links, String key) {
      this.links = links;
      this.directory = key.substring(0, key.lastIndexOf('/') + 1);
    }

    @Override
    public void visit(Link link) {
      String key = key(link.getDestination());
      if (key != null) {
        link.setDestination(links.page(key));
      }
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      String key = key(image.getDestination());
      if (key != null) {
        image.setDestination(links.picture(key));
      }
      visitChildren(image);
    }

    /** Null if the address is not one of an object in this bucket. */
    private @Nullable String key(String destination) {
      if (destination.isEmpty() || destination.startsWith("#") || destination.startsWith("//")) {
        return null;
      }
      try {
        URI uri = new URI(destination.replace(" ", "%20"));
        if (uri.isAbsolute() || uri.getPath() == null) {
          return null;
        }
        String path = uri.getPath();
        return RelativeKey.of(directory, path).orElse(null);
      } catch (URISyntaxException e) {
        return null;
      }
    }
  }
}
