package io.t4.sandbox.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the writes of one key happen one after the other: S3Mock looks at {@code If-Match} and
 * {@code If-None-Match} first and writes then, so that of two who write at once both would win.
 */
public final class WritesInTurn implements Filter {
  private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String key = request instanceof HttpServletRequest http ? written(http) : null;
    if (key == null) {
      chain.doFilter(request, response);
      return;
    }
    Turn turn = turns.compute(key, (path, present) -> Turn.joined(present));
    turn.lock.lock();
    try {
      chain.doFilter(request, response);
    } finally {
      turn.lock.unlock();
      turns.compute(key, (path, present) -> Turn.left(present));
    }
  }

  /** Null for what only reads, and for parts: they write no object, and may be slow to come. */
  private static @Nullable String written(HttpServletRequest request) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    String query = request.getQueryString();
    boolean isPart = query != null && query.contains("partNumber=");
    return reads || isPart ? null : request.getRequestURI();
  }

  /** The lock of a key, for as long as somebody waits for it or has it. */
  private static final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;

    private static Turn joined(@Nullable Turn present) {
      Turn turn = present == null ? new Turn() : present;
      turn.users++;
      return turn;
    }

    private static @Nullable Turn left(@Nullable Turn present) {
      return present == null || --present.users == 0 ? null : present;
    }
  }
}
