package io.t4.sandbox.server;

import java.util.List;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Drops the second connector that S3Mock opens for plain HTTP, because it listens on all network
 * interfaces. The main connector, with TLS switched off and bound to the loopback address, does its
 * work.
 */
public final class LoopbackOnly implements WebServerFactoryCustomizer<TomcatWebServerFactory> {
  @Override
  public void customize(TomcatWebServerFactory factory) {
    factory.setAdditionalConnectors(List.of());
  }
}
