package io.t4.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code t4 --version} says. */
final class Version implements IVersionProvider {
  /** Maven puts this file into the jar. */
  private static final String POM_PROPERTIES = "/META-INF/maven/io.t4/t4-cli/pom.properties";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "t4 " + number(),
      "Java %s, %s".formatted(Runtime.version(), System.getProperty("java.vm.name"))
    };
  }

  private static String number() throws IOException {
    try (InputStream pom = Version.class.getResourceAsStream(POM_PROPERTIES)) {
      if (pom == null) {
        return "(unpackaged)";
      }
      Properties properties = new Properties();
      properties.load(pom);
      return properties.getProperty("version");
    }
  }
}
