package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.FormatException;
import io.t4.error.T4Exception;
import io.t4.error.TooLargeException;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a catalog answered to a request. */
final class CatalogAnswer {
  /**
   * Brackets, names and values: far more than a page of hits or a configuration has. An answer of
   * some megabytes can hold millions, each of which takes many times its length in memory.
   */
  private static final long MOST_TOKENS = 1_000_000;

  private final int status;
  private final URI url;
  private final byte[] body;

  /**
   * @param url where the answer came from, behind redirects
   * @param body is kept, not copied
   */
  CatalogAnswer(int status, URI url, byte[] body) {
    this.status = status;
    this.url = url;
    this.body = body;
  }

  int status() {
    return status;
  }

  URI url() {
    return url;
  }

  boolean isFine() {
    return status >= 200 && status < 300;
  }

  /** Whether it begins as an object of JSON does, and no page for people. */
  boolean isJson() {
    return new String(body, 0, Math.min(body.length, 16), StandardCharsets.UTF_8)
        .stripLeading()
        .startsWith("{");
  }

  /**
   * The content.
   *
   * @throws CatalogException if it is not a JSON object, or one with too many values
   */
  JsonMembers members() {
    T4Exception problem = null;
    try {
      JsonMembers members = JsonMembers.of(json());
      if (members != null) {
        return members;
      }
    } catch (TooLargeException e) {
      throw new CatalogException(
          "%s answers more than T4 reads of a catalog. %s"
              .formatted(ShownUrl.of(url), e.getMessage()),
          e);
    } catch (FormatException e) {
      problem = e;
    }
    throw new CatalogException(
        "%s answers something that is not a JSON object; is it a catalog?"
            .formatted(ShownUrl.of(url)),
        problem);
  }

  /** What the server says is wrong, of an answer that isn't fine. */
  CatalogProblem problem() {
    try {
      return CatalogProblem.of(JsonMembers.of(json()));
    } catch (FormatException | TooLargeException e) {
      return CatalogProblem.UNTOLD;
    }
  }

  private @Nullable Object json() {
    try {
      return Json.read(new ByteArrayInputStream(body), JsonReading.STRICT, MOST_TOKENS);
    } catch (IOException e) {
      throw new UncheckedIOException("an array doesn't fail", e);
    }
  }
}
