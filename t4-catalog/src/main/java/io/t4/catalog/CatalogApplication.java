package io.t4.catalog;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The server. Prints {@code ready http://…} to standard output once it answers. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CatalogApplication {
  /** Starts the server; it ends with the process. */
  public static void main(String[] arguments) {
    SpringApplication application = new SpringApplication(CatalogApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.run(arguments);
  }
}
