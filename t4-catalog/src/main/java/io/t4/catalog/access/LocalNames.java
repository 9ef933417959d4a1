package io.t4.catalog.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Requests of this machine. */
final class LocalNames {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private LocalNames() {}

  /**
   * Whether a request was sent to a name that is always this machine. A page of another site can
   * make a browser connect here by a name that resolves to this machine, but not by one of these.
   */
  static boolean isForLocalName(HttpServletRequest request) {
    return isLocal(request.getHeader(HttpHeaders.HOST));
  }

  private static boolean isLocal(@Nullable String host) {
    return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether a proxy says that it sends a request for somebody else. */
  static boolean isForwarded(HttpServletRequest request) {
    return request.getHeader("Forwarded") != null
        || request.getHeader("X-Forwarded-For") != null
        || request.getHeader("X-Forwarded-Host") != null;
  }

  /** Whether a program on this machine sent it, for itself. */
  static boolean isFromHere(HttpServletRequest request) {
    return LOOPBACK_ADDRESS.matcher(request.getRemoteAddr()).matches()
        && isForLocalName(request)
        && !isForwarded(request);
  }
}
