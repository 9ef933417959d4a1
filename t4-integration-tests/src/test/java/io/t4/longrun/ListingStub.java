package io.t4.longrun;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server that has a bucket of many objects, none of which it keeps: it only lists. */
final class ListingStub implements Closeable {
  private static final int PAGE = 1_000;

  /** Whether the bucket keeps versions. */
  enum Versions {
    KEPT,
    NONE
  }

  private final HttpServer server;
  private final int objects;
  private final Versions versions;

  ListingStub(int objects, Versions versions) throws IOException {
    this.objects = objects;
    this.versions = versions;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The key at a position in the order of the listing. */
  static String key(int index) {
    return "directory-%04d/object-%09d.parquet".formatted(index / PAGE, index);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = query(exchange.getRequestURI());
      String body;
      if (query.containsKey("versioning")) {
        body =
            "<VersioningConfiguration>"
                + (versions == Versions.KEPT ? "<Status>Enabled</Status>" : "")
                + "</VersioningConfiguration>";
      } else if (query.containsKey("versions")) {
        body = versionPage(start(query.get("key-marker")));
      } else {
        body = page(start(query.get("continuation-token")));
      }
      byte[] bytes = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + body).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/xml");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String parameter : uri.getRawQuery().split("&", -1)) {
        String[] parts = parameter.split("=", 2);
        query.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
      }
    }
    return query;
  }

  /** Where the page begins: behind the object whose number ends the marker. */
  private static int start(@Nullable String marker) {
    if (marker == null || marker.isEmpty()) {
      return 0;
    }
    String digits = marker.replaceFirst(".*object-", "").replace(".parquet", "");
    return Integer.parseInt(digits) + 1;
  }

  private String page(int start) {
    int end = Math.min(start + PAGE, objects);
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    for (int i = start; i < end; i++) {
      xml.append("<Contents>");
      object(xml, i).append("</Contents>");
    }
    xml.append("<IsTruncated>").append(end < objects).append("</IsTruncated>");
    if (end < objects) {
      xml.append("<NextContinuationToken>").append(key(end - 1)).append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private String versionPage(int start) {
    int end = Math.min(start + PAGE, objects);
    StringBuilder xml = new StringBuilder("<ListVersionsResult>");
    for (int i = start; i < end; i++) {
      xml.append("<Version>");
      object(xml, i)
          .append("<VersionId>v")
          .append(i)
          .append("</VersionId><IsLatest>true</IsLatest></Version>");
    }
    xml.append("<IsTruncated>").append(end < objects).append("</IsTruncated>");
    if (end < objects) {
      xml.append("<NextKeyMarker>").append(key(end - 1)).append("</NextKeyMarker>");
      xml.append("<NextVersionIdMarker>v").append(end - 1).append("</NextVersionIdMarker>");
    }
    return xml.append("</ListVersionsResult>").toString();
  }

  private static StringBuilder object(StringBuilder xml, int i) {
    return xml.append("<Key>")
        .append(key(i))
        .append("</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified><ETag>&quot;")
        .append("%032x".formatted(i))
        .append("&quot;</ETag><Size>")
        .append(i)
        .append("</Size><StorageClass>STANDARD</StorageClass>");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
