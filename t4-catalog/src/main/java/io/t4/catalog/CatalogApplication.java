package io.t4.catalog;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server. */
@SpringBootApplication
public class CatalogApplication {
  /** Starts the server; it ends with the process. */
  public static void main(String[] arguments) {
    SpringApplication.run(CatalogApplication.class, arguments);
  }
}
