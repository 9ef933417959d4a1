package io.t4.search;

import java.net.URI;
import java.util.Map;

/** A request before it says who makes it. */
final class UnsignedRequest implements RequestSigner.Unsigned {
  private final String method;
  private final URI url;
  private final byte[] body;

  UnsignedRequest(String method, URI url, byte[] body) {
    this.method = method;
    this.url = url;
    this.body = body;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public URI url() {
    return url;
  }

  @Override
  public Map<String, String> headers() {
    return body.length == 0 ? Map.of() : Map.of("Content-Type", "application/json");
  }

  @Override
  public byte[] body() {
    return body;
  }
}
