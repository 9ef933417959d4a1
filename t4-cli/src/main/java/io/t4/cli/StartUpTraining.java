package io.t4.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Lists a bucket of one object that a server in this process makes up, so that the JVM can write
 * down which classes a usual command needs. The start script runs it to make the start-up archive.
 */
final class StartUpTraining {
  private static final String VERSIONS =
      "<ListVersionsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>"
          + "<Prefix/><KeyMarker/><VersionIdMarker/><MaxKeys>1000</MaxKeys>"
          + "<IsTruncated>false</IsTruncated><Version><Key>key</Key><VersionId>v</VersionId>"
          + "<IsLatest>true</IsLatest><LastModified>2026-11-23T00:00:00.000Z</LastModified>"
          + "<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size>"
          + "<StorageClass>STANDARD</StorageClass></Version></ListVersionsResult>";
  private static final String OBJECTS =
      "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>"
          + "<Prefix/><MaxKeys>1000</MaxKeys><KeyCount>1</KeyCount>"
          + "<IsTruncated>false</IsTruncated><Contents><Key>key</Key>"
          + "<LastModified>2026-11-23T00:00:00.000Z</LastModified>"
          + "<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size>"
          + "<StorageClass>STANDARD</StorageClass></Contents></ListBucketResult>";

  private StartUpTraining() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", StartUpTraining::answer);
    server.start();
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    // Ends the process, and the server with it.
    T4Command.main(new String[] {"keys", "s3://bucket", "--endpoint-url", endpoint});
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = exchange.getRequestURI().getRawQuery();
      boolean versions = query != null && query.contains("versions");
      byte[] body = (versions ? VERSIONS : OBJECTS).getBytes(StandardCharsets.UTF_8);
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
