package io.t4.catalog.access;

import org.apache.catalina.session.StandardManager;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Bounds the number of sessions, which are kept in memory; whoever has one has logged in. */
@Component
final class SessionLimit implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final int MAX_SESSIONS = 10_000;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> {
          // There is none yet, and one that is there is kept.
          StandardManager sessions = new StandardManager();
          sessions.setMaxActiveSessions(MAX_SESSIONS);
          context.setManager(sessions);
        });
  }
}
