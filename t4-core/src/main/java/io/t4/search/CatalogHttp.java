package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.StorageException;
import io.t4.error.T4Exception;
import io.t4.error.TooLargeException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a catalog and to where it links. Redirects are followed as links are; answers have a
 * largest size and a longest time.
 *
 * <p>Safe for use from many threads.
 */
final class CatalogHttp implements Closeable {
  private static final int MAX_REDIRECTS = 5;

  /** For a request with its answer and repetitions, however slowly it drips. */
  private static final int LIMIT_SECONDS = 60;

  private final LinkPolicy policy;
  private final RequestAuthorization authorization;

  /** To where the user said the catalog is. */
  private final CloseableHttpClient own;

  /** To everywhere else. */
  private final CloseableHttpClient elsewhere;

  CatalogHttp(LinkPolicy policy, RequestAuthorization authorization) {
    this.policy = policy;
    this.authorization = authorization;
    this.own = CatalogConnections.open(null);
    this.elsewhere = CatalogConnections.open(policy);
  }

  /**
   * Asks for a document of the configuration; never signed.
   *
   * @param limit bytes of the answer
   * @return also if the server refuses
   * @throws CatalogException if a link is not followed
   * @throws TooLargeException if the answer is longer
   * @throws StorageException if there is no answer
   */
  CatalogAnswer get(URI url, int limit) {
    return send(new UnsignedRequest("GET", url, new byte[0]), authorization::token, limit);
  }

  /**
   * Asks a search endpoint, as {@link #get} does; signed where a signer is in charge of its host.
   *
   * <p>The signature is for the endpoint alone, not for where it redirects to: whoever answers
   * would else choose the path that is asked in the user's name.
   *
   * @param json the question; empty if there is none
   */
  CatalogAnswer ask(URI endpoint, EndpointRequest request, byte[] json, int limit) {
    return send(
        new UnsignedRequest(request.method(), request.at(endpoint), json),
        authorization::signatureOrToken,
        limit);
  }

  /** Says who asks, by headers. */
  private interface Authorization {
    Map<String, String> headers(UnsignedRequest request, boolean atCatalog);
  }

  private CatalogAnswer send(UnsignedRequest asked, Authorization first, int limit) {
    URI url = asked.url();
    URI at = url;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      policy.requireFollowable(at);
      UnsignedRequest request = new UnsignedRequest(asked.method(), at, asked.body());
      Reply reply = exchange(request, redirects == 0 ? first : authorization::token, limit);
      if (reply.location == null) {
        return new CatalogAnswer(reply.status, at, reply.body);
      }
      at = resolved(at, reply.location);
    }
    throw new CatalogException(
        "%s redirects more than %d times.".formatted(ShownUrl.of(url), MAX_REDIRECTS));
  }

  private static URI resolved(URI base, String location) {
    try {
      return base.resolve(location);
    } catch (IllegalArgumentException e) {
      // The cause would quote it, with what may be a signature.
      throw new CatalogException(ShownUrl.of(base) + " redirects to something that is not a URL.");
    }
  }

  private Reply exchange(UnsignedRequest unsigned, Authorization whoAsks, int limit) {
    URI url = unsigned.url();
    boolean atCatalog = policy.isCatalogs(url);
    HttpUriRequestBase request = new HttpUriRequestBase(unsigned.method(), withoutQuery(url));
    if (url.getRawQuery() != null) {
      request.setHeader(QuietConnection.QUERY, url.getRawQuery());
    }
    unsigned.headers().forEach(request::setHeader);
    whoAsks.headers(unsigned, atCatalog).forEach(request::setHeader);
    request.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
    if (unsigned.body().length > 0) {
      // The type is among the headers, where the signature has it too.
      request.setEntity(new ByteArrayEntity(unsigned.body(), null));
    }
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> end = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        end.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
            .whenComplete(
                (nothing, timeout) -> {
                  if (timeout != null) {
                    late.set(true);
                    request.cancel();
                  }
                });
    try {
      return (atCatalog ? own : elsewhere)
          .execute(request, response -> Reply.read(response, request, url, limit));
    } catch (IOException e) {
      throw failure(url, e, late.get());
    } finally {
      end.complete(null);
    }
  }

  private static URI withoutQuery(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return URI.create(url.getScheme() + "://" + url.getRawAuthority() + path);
  }

  private static T4Exception failure(URI url, IOException e, boolean late) {
    String shown = ShownUrl.of(url);
    if (e instanceof LinkPolicy.RefusedHostException) {
      return new CatalogException(
          "The catalog links to %s, which is not followed: %s.".formatted(shown, e.getMessage()),
          e);
    }
    if (late) {
      return StorageException.retryable(
          "%s gave no complete answer in %d seconds.".formatted(shown, LIMIT_SECONDS), e);
    }
    if (e instanceof UnknownHostException) {
      return StorageException.retryable(
          "%s can't be reached: there is no host of the name '%s'.".formatted(shown, url.getHost()),
          e);
    }
    return StorageException.retryable(
        "%s can't be reached; is the catalog running? %s".formatted(shown, e.getMessage()), e);
  }

  @Override
  public void close() throws IOException {
    own.close();
    elsewhere.close();
  }

  /** A response: where it redirects to, or what it says. */
  private static final class Reply {
    private final int status;
    private final byte[] body;
    private final @Nullable String location;

    private Reply(int status, byte[] body, @Nullable String location) {
      this.status = status;
      this.body = body;
      this.location = location;
    }

    static Reply read(ClassicHttpResponse response, HttpUriRequestBase request, URI url, int limit)
        throws IOException {
      int status = response.getCode();
      Header location = response.getFirstHeader(HttpHeaders.LOCATION);
      boolean redirect = status == 301 || status == 302 || status == 307 || status == 308;
      if (redirect && location != null) {
        // Whatever comes with it is not read: its connection is given up.
        request.cancel();
        return new Reply(status, new byte[0], location.getValue());
      }
      if (response.getEntity() == null) {
        return new Reply(status, new byte[0], null);
      }
      InputStream content = response.getEntity().getContent();
      byte[] body = content.readNBytes(limit + 1);
      if (body.length > limit) {
        // Else the rest would be read to keep the connection.
        request.cancel();
        throw new TooLargeException(
            "The answer of %s is longer than %,d bytes; T4 reads no more."
                .formatted(ShownUrl.of(url), limit));
      }
      return new Reply(status, body, null);
    }
  }
}
