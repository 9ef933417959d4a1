package io.t4.catalog;

import io.t4.catalog.buckets.ServedBucketsFactory;
import io.t4.error.BucketNotFoundException;
import io.t4.error.InvalidInputException;
import io.t4.storage.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Finds what would keep the server from being of use before anything is started or written: a
 * search node takes seconds, and leaves an index behind.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartChecks implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger LOG = LoggerFactory.getLogger(StartChecks.class);

  /**
   * {@inheritDoc}
   *
   * @throws InvalidInputException if a bucket is no bucket's URI
   * @throws BucketNotFoundException if a directory that stands for one is not there
   * @throws UncheckedIOException if the port can't be listened on
   */
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    Environment environment = context.getEnvironment();
    List<String> buckets =
        Binder.get(environment)
            .bind("t4.catalog.buckets", Bindable.listOf(String.class))
            .orElse(List.of());
    if (buckets.isEmpty()) {
      LOG.warn(
          "this catalog serves no bucket: name some as arguments, in T4_CATALOG_BUCKETS_0, or in t4.catalog.buckets");
    }
    buckets.forEach(StartChecks::checkBucket);
    checkPort(
        environment.getProperty("server.address", "127.0.0.1"),
        environment.getProperty("server.port", Integer.class, 0));
  }

  private static void checkBucket(String uri) {
    Location location = ServedBucketsFactory.location(uri);
    if (!location.scheme().equals("file")) {
      return;
    }
    if (!Files.exists(location.path())) {
      throw new BucketNotFoundException(
          "there is no directory %s to serve; is '%s' right?".formatted(location.path(), uri));
    }
    if (!Files.isDirectory(location.path())) {
      throw new BucketNotFoundException(
          "%s is no directory; a catalog serves whole directories".formatted(location.path()));
    }
  }

  private static void checkPort(String host, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      LOG.debug("port {} is free", socket.getLocalPort());
    } catch (BindException e) {
      throw new UncheckedIOException(
          new BindException(
              "cannot listen on port %d of %s: %s; give another port, or 0 for a free one"
                  .formatted(port, host, e.getMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
