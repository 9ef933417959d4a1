package io.t4.catalog.index;

import io.t4.searchnode.SearchNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Connects to search engines. */
public final class SearchEngines {
  /** Longer than any search may take, and than a bulk write of a page of documents does. */
  private static final Timeout ANSWER_TIMEOUT = Timeout.ofSeconds(60);

  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);

  private static final int CONNECTIONS = 64;
  private static final int SECRET_BYTES = 16;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private SearchEngines() {}

  /**
   * A node of our own, which is started now, and again when it dies, and answers nobody else;
   * closing the engine stops it.
   *
   * @throws io.t4.searchnode.SearchNodeException if it does not come up now
   */
  public static SearchEngine start(SearchNode.Builder node) {
    String secret = secret();
    node.secret(secret);
    BundledSearchNode bundled =
        new BundledSearchNode(
            node::start, started -> transport(started.uri(), SearchNode.USER, secret, null));
    return new SearchEngine(bundled::transport, bundled);
  }

  /**
   * A node or cluster by its URL, with http or https.
   *
   * @param username for basic authentication; null for none
   * @param authority who signed its certificate; null for one that Java trusts
   * @throws SearchEngineException if it does not answer or let us in; the message says what to do
   */
  public static SearchEngine connect(
      URI url,
      @Nullable String username,
      @Nullable String password,
      @Nullable CertificateAuthority authority) {
    OpenSearchTransport transport = transport(url, username, password, authority);
    return greeted(
        new SearchEngine(() -> transport, transport),
        url,
        "it refuses t4.catalog.search.username with t4.catalog.search.password",
        UNAUTHORIZED);
  }

  private static String secret() {
    byte[] random = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private static OpenSearchTransport transport(
      URI url,
      @Nullable String username,
      @Nullable String password,
      @Nullable CertificateAuthority authority) {
    HttpHost host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    ApacheHttpClient5TransportBuilder builder =
        ApacheHttpClient5TransportBuilder.builder(host)
            // The client unpacks answers itself, and the transport would try to do so again.
            .setHttpClientConfigCallback(
                client ->
                    client.disableContentCompression().setConnectionManager(connections(authority)))
            .setRequestConfigCallback(config -> config.setResponseTimeout(ANSWER_TIMEOUT));
    String path = url.getPath();
    if (path != null && path.length() > 1) {
      builder.setPathPrefix(path);
    }
    if (username != null) {
      // Sent with each request: a challenge for each connection would cost another one.
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader("Authorization", basic(username, password))});
    }
    return builder.build();
  }

  private static AsyncClientConnectionManager connections(
      @Nullable CertificateAuthority authority) {
    ClientTlsStrategyBuilder tls = ClientTlsStrategyBuilder.create();
    if (authority != null) {
      tls.setSslContext(authority.sslContext());
    }
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setMaxConnPerRoute(CONNECTIONS)
        .setMaxConnTotal(CONNECTIONS)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setSocketTimeout(ANSWER_TIMEOUT)
                .build())
        .setTlsStrategy(tls.buildAsync())
        .build();
  }

  private static String basic(String username, @Nullable String password) {
    String credentials = username + ":" + (password == null ? "" : password);
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A domain of Amazon OpenSearch Service, or a collection of its serverless kind, by its URL; with
   * requests that are signed with the credentials of AWS's default chain.
   *
   * @param url with https
   * @param region such as {@code eu-central-1}
   * @param authority who signed its certificate; null for one that Java trusts
   * @throws SearchEngineException if it does not answer or let us in; the message says what to do
   */
  public static SearchEngine connectAws(
      URI url, String region, @Nullable CertificateAuthority authority) {
    if (!"https".equals(url.getScheme())) {
      throw new SearchEngineException(
          "t4.catalog.search.url is "
              + withoutUser(url)
              + ", but with t4.catalog.search.aws-region it must begin with https://",
          SearchEngineException.UNAVAILABLE);
    }
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT_TIMEOUT.toDuration())
            .socketTimeout(ANSWER_TIMEOUT.toDuration());
    if (authority != null) {
      http.tlsTrustManagersProvider(authority::trustManagers);
    }
    SdkHttpClient client = http.build();
    // The transport takes a host; what follows it in a URL goes with it.
    String place = withoutUser(url).substring("https://".length()).replaceFirst("/$", "");
    OpenSearchTransport transport =
        new AwsSdk2Transport(
            client,
            place,
            signingName(url),
            Region.of(region),
            AwsSdk2TransportOptions.builder().build());
    return greeted(
        new SearchEngine(() -> transport, client::close),
        url,
        "it refuses the credentials of AWS, or t4.catalog.search.aws-region is another one, or"
            + " they may not do es:ESHttp* there",
        FORBIDDEN);
  }

  /** How AWS calls the kind of engine that is there, in signatures. */
  static String signingName(URI url) {
    return url.getHost().contains(".aoss.") ? "aoss" : "es";
  }

  /** An engine that can be used; else tells of the settings to look at, and never of a secret. */
  private static SearchEngine greeted(
      SearchEngine engine, URI url, String refusal, int statusOfRefusal) {
    try {
      engine.ping();
      return engine;
    } catch (SearchEngineException e) {
      boolean refused = e.status() == statusOfRefusal;
      if (!refused && !e.isTransient()) {
        // It answers; not everybody may ask what it is.
        return engine;
      }
      close(engine);
      throw new SearchEngineException(
          "the search engine of t4.catalog.search.url, %s, can't be used: %s (%s)"
              .formatted(withoutUser(url), refused ? refusal : whatIsWrong(e), e.getMessage()),
          e.status());
    }
  }

  private static String whatIsWrong(SearchEngineException failure) {
    return SearchEngine.causeOf(failure, SSLException.class) == null
        ? "it does not answer"
        : "t4.catalog.search.certificate-authority must name who signed its certificate, if Java"
            + " doesn't know them";
  }

  private static void close(SearchEngine engine) {
    try {
      engine.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutUser(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    String path = Objects.requireNonNullElse(url.getRawPath(), "");
    return url.getScheme() + "://" + url.getHost() + port + path;
  }
}
