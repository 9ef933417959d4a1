package io.t4.search;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A connection that doesn't log what goes over it. The library's own writes headers and content to
 * its log of level debug, and with them tokens, signatures and what people look for.
 */
final class QuietConnection extends DefaultManagedHttpClientConnection {
  /**
   * A header that is never sent: a URL's query, which can hold a signature. As a part of the path
   * it would be logged before it gets here.
   */
  static final String QUERY = "x-t4-query";

  private static final AtomicLong COUNT = new AtomicLong();

  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  QuietConnection() {
    super("catalog-" + COUNT.incrementAndGet(), null, null, LIMITS, null, null, null, null);
  }

  @Override
  protected void onRequestSubmitted(ClassicHttpRequest request) {}

  @Override
  protected void onResponseReceived(ClassicHttpResponse response) {}

  /** Sends what the request carries in {@link #QUERY} where it belongs. */
  @Override
  public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
    Header query = request.getFirstHeader(QUERY);
    if (query == null) {
      super.sendRequestHeader(request);
      return;
    }
    String path = request.getPath();
    request.removeHeader(query);
    request.setPath(path + "?" + query.getValue());
    try {
      super.sendRequestHeader(request);
    } finally {
      // It may have to be sent again.
      request.setPath(path);
      request.setHeader(query);
    }
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new SocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket secured, Socket socket) throws IOException {
    bind(new SocketHolder(secured, socket));
  }
}
