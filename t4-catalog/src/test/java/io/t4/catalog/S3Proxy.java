package io.t4.catalog;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before an S3 server, and refuses or holds up the reading of some objects. */
public final class S3Proxy implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  private static final String ARCHIVED =
      "<Error><Code>InvalidObjectState</Code><Message>The operation is not valid for the object's"
          + " storage class</Message><StorageClass>GLACIER</StorageClass></Error>";

  private final URI server;
  private final HttpServer proxy;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, AtomicInteger> refused = new ConcurrentHashMap<>();
  private final Set<String> archived = ConcurrentHashMap.newKeySet();
  private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

  private S3Proxy(URI server, HttpServer proxy) {
    this.server = server;
    this.proxy = proxy;
  }

  /** Starts one. */
  public static S3Proxy before(URI server) throws IOException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    S3Proxy result = new S3Proxy(server, proxy);
    proxy.createContext("/", result::handle);
    proxy.setExecutor(result.threads);
    proxy.start();
    return result;
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
  }

  /** From now on the metadata and content of that object are refused. */
  public void refuse(String bucket, String key) {
    refused.put("/" + bucket + "/" + key, new AtomicInteger());
  }

  /** From now on the content of that object is refused, as that of one in an archive is. */
  public void archive(String bucket, String key) {
    archived.add("/" + bucket + "/" + key);
  }

  /** How often they were refused. */
  public int refusals(String bucket, String key) {
    AtomicInteger count = refused.get("/" + bucket + "/" + key);
    return count == null ? 0 : count.get();
  }

  /** From now on nothing is refused. */
  public void allow() {
    refused.clear();
    archived.clear();
  }

  /** From now on requests for that object wait until what is returned is counted down. */
  public CountDownLatch hold(String bucket, String key) {
    CountDownLatch latch = new CountDownLatch(1);
    held.put("/" + bucket + "/" + key, latch);
    return latch;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      boolean reads =
          exchange.getRequestMethod().equals("HEAD") || exchange.getRequestMethod().equals("GET");
      CountDownLatch latch = reads ? held.get(path) : null;
      if (latch != null) {
        latch.await();
      }
      AtomicInteger refusals = reads ? refused.get(path) : null;
      if (refusals != null) {
        refusals.incrementAndGet();
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      String query = exchange.getRequestURI().getRawQuery();
      boolean ofContent = query == null || !query.contains("tagging");
      if (exchange.getRequestMethod().equals("GET") && ofContent && archived.contains(path)) {
        byte[] error = ARCHIVED.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(403, error.length);
        exchange.getResponseBody().write(error);
        return;
      }
      answer(exchange, passOn(exchange, body));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<InputStream> passOn(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(server.toString().replaceAll("/$", "") + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  private static void answer(HttpExchange exchange, HttpResponse<InputStream> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!name.equalsIgnoreCase("transfer-encoding") && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    byte[] body = answer.body().readAllBytes();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    held.values().forEach(CountDownLatch::countDown);
    proxy.stop(0);
    threads.shutdownNow();
  }
}
