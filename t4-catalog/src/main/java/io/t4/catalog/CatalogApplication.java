package io.t4.catalog;

import io.t4.catalog.database.DatabaseInUse;
import io.t4.catalog.settings.DataDirectory;
import io.t4.catalog.settings.RootCause;
import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
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

  /** The exit code if a setting can't be used. */
  public static final int WRONG_SETTING = 2;

  /** The exit code if a directory that is to be served is not there. */
  public static final int NOT_FOUND = 3;

  /** Starts the server; it ends with the process. */
  public static void main(String[] arguments) {
    boolean owned = arguments.length > 0 && arguments[0].equals(OWNED);
    SpringApplication application = new SpringApplication(CatalogApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setDefaultProperties(Map.of("t4.catalog.data", DataDirectory.ofUser().toString()));
    AtomicReference<@Nullable String> data = new AtomicReference<>();
    application.addInitializers(
        context -> data.set(context.getEnvironment().getProperty("t4.catalog.data")));
    application.addInitializers(new StartChecks());
    try {
      application.run(owned ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    } catch (RuntimeException e) {
      System.out.println(reason(e, data.get()));
      System.exit(exitCode(RootCause.of(e)));
    }
    if (owned) {
      endWithOwner();
    }
  }

  private static String reason(Throwable failure, @Nullable String data) {
    return DatabaseInUse.isCause(failure)
        ? "the data directory %s is in use by another catalog; stop that one, or give --data"
            .formatted(data)
        : RootCause.message(failure);
  }

  private static int exitCode(Throwable cause) {
    if (cause instanceof InvalidInputException) {
      return WRONG_SETTING;
    }
    return cause instanceof NotFoundException ? NOT_FOUND : 1;
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
