package io.t4.catalog.index;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.transport.aws.AwsSdk2Transport;
import org.opensearch.client.transport.aws.AwsSdk2TransportOptions;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Connects to search engines. */
public final class SearchEngines {
  /** Longer than any search may take, and than a bulk write of a page of documents does. */
  private static final Timeout ANSWER_TIMEOUT = Timeout.ofSeconds(60);

  private static final int CONNECTIONS = 64;

  private SearchEngines() {}

  /**
   * A node or cluster by its URL, with http or https.
   *
   * @param username for basic authentication; null for none
   */
  public static SearchEngine connect(
      URI url, @Nullable String username, @Nullable String password) {
    HttpHost host = new HttpHost(url.getScheme(), url.getHost(), url.getPort());
    ApacheHttpClient5TransportBuilder builder =
        ApacheHttpClient5TransportBuilder.builder(host)
            // The client unpacks answers itself, and the transport would try to do so again.
            .setHttpClientConfigCallback(HttpAsyncClientBuilder::disableContentCompression)
            .setRequestConfigCallback(config -> config.setResponseTimeout(ANSWER_TIMEOUT))
            .setConnectionConfigCallback(config -> config.setSocketTimeout(ANSWER_TIMEOUT));
    String path = url.getPath();
    if (path != null && path.length() > 1) {
      builder.setPathPrefix(path);
    }
    if (username != null) {
      // Sent with each request: a challenge for each connection would cost another one.
      builder.setDefaultHeaders(
          new Header[] {new BasicHeader("Authorization", basic(username, password))});
    }
    return new SearchEngine(builder.build());
  }

  private static String basic(String username, @Nullable String password) {
    String credentials = username + ":" + (password == null ? "" : password);
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A domain of Amazon OpenSearch Service, with signed requests.
   *
   * @param region such as {@code eu-central-1}
   */
  public static SearchEngine connectAws(URI url, String region) {
    return new SearchEngine(
        new AwsSdk2Transport(
            Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .socketTimeout(ANSWER_TIMEOUT.toDuration())
                .build(),
            url.getHost(),
            Region.of(region),
            AwsSdk2TransportOptions.builder().build()));
  }
}
