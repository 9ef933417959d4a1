package io.t4.catalog;

import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells on standard output where the server answers, for whoever started it. */
@Component
final class ReadyLine {
  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (event.getApplicationContext() instanceof WebServerApplicationContext context) {
      String host =
          event.getApplicationContext().getEnvironment().getProperty("server.address", "127.0.0.1");
      int port = Objects.requireNonNull(context.getWebServer()).getPort();
      System.out.println(
          "ready http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
  }
}
