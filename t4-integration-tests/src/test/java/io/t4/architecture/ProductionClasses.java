package io.t4.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/**
 * Classes that are delivered: those of the modules' jars and {@code target/classes}, without the
 * contract suites and other tests, and without the examples, which are programs of users.
 */
final class ProductionClasses implements ImportOption {
  @Override
  public boolean includes(Location location) {
    return !location.contains("/test-classes/")
        && !location.contains("-tests.jar")
        && !location.contains("/examples/");
  }
}
