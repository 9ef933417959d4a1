package io.t4.catalog;

import io.t4.catalog.settings.DataDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * The server. Prints {@code ready http://…} to standard output once it answers, or why it can't
 * start.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CatalogApplication {
  /** As the first argument: the server ends when its standard input does, with its owner. */
  public static final String OWNED = "--owned";

  /** Starts the server; it ends with the process. */
  public static void main(String[] arguments) {
    boolean owned = arguments.length > 0 && arguments[0].equals(OWNED);
    SpringApplication application = new SpringApplication(CatalogApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(Map.of("t4.catalog.data", DataDirectory.ofUser().toString()));
    try {
      application.run(owned ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    } catch (RuntimeException e) {
      System.out.println(reason(e));
      System.exit(1);
    }
    if (owned) {
      endWithOwner();
    }
  }

  /** What is at the bottom of it; the frameworks above only say that something below failed. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse(message);
  }

  private static void endWithOwner() {
    try {
      System.in.transferTo(PrintStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.exit(0);
  }
}
