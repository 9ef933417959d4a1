package io.t4.catalog.pages;

import io.t4.catalog.pages.preview.PlotLibrary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page that draws plots, for a frame with scripts but without the catalog's origin: it has no
 * cookies, reaches no page around it, and may ask for nothing but the scripts that draw.
 */
final class PlotFrame {
  private static final String DIRECTORY = "/assets/plot/";

  /** The interpreter's only import, which it names as npm does. */
  private static final String IMPORTS =
      "{\"imports\": {\"vega-util\": \"" + DIRECTORY + "vega-util.js\"}}";

  private static final String POLICY =
      "sandbox allow-scripts; default-src 'none'; script-src 'self' 'sha256-"
          + sha256(IMPORTS)
          + "'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'none';"
          + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>Plot</title>
        <link rel="stylesheet" href="%1$splots.css">
        <script type="importmap">%2$s</script>
        %3$s
      </head>
      <body data-library="%4$s">
      <main></main>
      <script id="plots" type="application/json">%5$s</script>
      </body>
      </html>
      """;

  private PlotFrame() {}

  /**
   * The answer to a request.
   *
   * @param plots a JSON array of what the library draws; one that is malformed is told to whoever
   *     looks at it
   */
  static ResponseEntity<String> of(PlotLibrary library, String plots) {
    // Nothing in it ends the element that holds it.
    String harmless = plots.replace("<", "\\u003c");
    String page = PAGE.formatted(DIRECTORY, IMPORTS, scripts(library), library.label(), harmless);
    return ResponseEntity.ok()
        .header("Content-Security-Policy", POLICY)
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .body(page);
  }

  private static String scripts(PlotLibrary library) {
    List<String> scripts =
        switch (library) {
          case VEGA -> List.of("vega-6.4.0.min.js", "vega.js");
          case VEGA_LITE -> List.of("vega-6.4.0.min.js", "vega-lite-6.4.3.min.js", "vega.js");
          case ECHARTS -> List.of("echarts-6.1.0.min.js", "echarts.js");
        };
    StringBuilder tags = new StringBuilder();
    for (String script : scripts) {
      String type = script.endsWith(".min.js") ? "defer" : "type=\"module\"";
      tags.append("<script %s src=\"%s%s\"></script>".formatted(type, DIRECTORY, script));
    }
    return tags.toString();
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
