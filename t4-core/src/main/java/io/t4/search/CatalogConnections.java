package io.t4.search;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** How connections to catalogs are made and kept. */
final class CatalogConnections {
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final Timeout READ = Timeout.ofSeconds(30);
  private static final int MOST = 16;

  /** Below the time after which load balancers drop an idle connection. */
  private static final TimeValue CHECK_AFTER = TimeValue.ofSeconds(2);

  private CatalogConnections() {}

  /**
   * A client without redirects, cookies, or anything else that answers can ask for.
   *
   * @param resolver finds and checks the addresses to connect to; null for the system's own
   */
  static CloseableHttpClient open(@Nullable DnsResolver resolver) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(resolver == null ? SystemDefaultDnsResolver.INSTANCE : resolver)
                .setConnectionFactory(
                    socket -> {
                      QuietConnection connection = new QuietConnection();
                      if (socket != null) {
                        connection.bind(socket);
                      }
                      return connection;
                    })
                .setMaxConnTotal(MOST)
                .setMaxConnPerRoute(MOST)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(CONNECT)
                        .setSocketTimeout(READ)
                        .setValidateAfterInactivity(CHECK_AFTER)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(READ)
                .setResponseTimeout(READ)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setRetryStrategy(new Repetition())
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .setUserAgent("t4-java")
        .build();
  }

  /** Searches change nothing, so all of them can be repeated. */
  private static final class Repetition extends DefaultHttpRequestRetryStrategy {
    private static final int TIMES = 2;
    private static final TimeValue PAUSE = TimeValue.ofMilliseconds(300);
    private static final TimeValue LONGEST_PAUSE = TimeValue.ofSeconds(5);

    Repetition() {
      super(
          TIMES,
          PAUSE,
          List.of(
              InterruptedIOException.class,
              UnknownHostException.class,
              ConnectException.class,
              NoRouteToHostException.class,
              SSLException.class),
          List.of(429, 502, 503, 504));
    }

    @Override
    protected boolean handleAsIdempotent(HttpRequest request) {
      return true;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int count, HttpContext context) {
      TimeValue asked = super.getRetryInterval(response, count, context);
      return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }
  }
}
