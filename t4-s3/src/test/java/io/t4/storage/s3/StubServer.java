package io.t4.storage.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that answers what a test wants, byte by byte, one request per connection; for faults
 * that real servers don't produce on demand.
 */
final class StubServer implements Closeable {
  /** What came in. */
  record Request(String method, String target, Map<String, String> headers, long bodySize) {
    /** A header's value by its lower-case name, or empty. */
    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /**
   * What goes out.
   *
   * @param announced the Content-Length, which may be more than the body has
   * @param reset whether the connection is reset after the body, instead of closed
   */
  record Response(
      int status, Map<String, String> headers, String body, long announced, boolean reset) {
    static Response of(int status, String body) {
      return new Response(status, Map.of(), body, body.getBytes(UTF_8).length, false);
    }

    /** An error as S3 writes it. */
    static Response error(int status, String code) {
      return of(
          status,
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>The message of %s</Message><RequestId>REQ1</RequestId></Error>"
              .formatted(code, code));
    }

    Response with(String name, String value) {
      Map<String, String> more = new TreeMap<>(headers);
      more.put(name, value);
      return new Response(status, more, body, announced, reset);
    }

    Response announcing(long size) {
      return new Response(status, headers, body, size, reset);
    }

    Response thenReset() {
      return new Response(status, headers, body, announced, true);
    }
  }

  private final ServerSocket socket;
  private final Function<Request, Response> answers;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable Throwable failure;

  /**
   * Starts a server.
   *
   * @param answers called with each request; the number of requests so far is in {@link #requests}
   */
  StubServer(Function<Request, Response> answers) throws IOException {
    this.answers = answers;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "stub-server");
    thread.setDaemon(true);
    thread.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** All requests so far, the incomplete ones not. */
  List<Request> requests() {
    if (failure != null) {
      throw new IllegalStateException("the stub server failed", failure);
    }
    return List.copyOf(requests);
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        answer(connection);
      } catch (IOException e) {
        // The client gave up, or the test is over.
      } catch (RuntimeException | Error e) {
        failure = e;
        throw e;
      }
    }
  }

  private void answer(Socket connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    String[] first = line(in).split(" ", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equals("100-continue")) {
      connection.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
    long size = Long.parseLong(headers.getOrDefault("content-length", "0"));
    for (long i = 0; i < size; i++) {
      if (in.read() < 0) {
        throw new EOFException();
      }
    }
    Request request = new Request(first[0], first[1], headers, size);
    requests.add(request);
    send(connection, request, answers.apply(request));
  }

  private static void send(Socket connection, Request request, Response response)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + response.status() + " Status\r\n");
    response.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + response.announced() + "\r\nConnection: close\r\n\r\n");
    connection.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
    if (!request.method().equals("HEAD")) {
      connection.getOutputStream().write(response.body().getBytes(UTF_8));
    }
    connection.getOutputStream().flush();
    if (response.reset()) {
      // Closing with a linger of zero sends a reset.
      connection.setSoLinger(true, 0);
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
