package io.t4.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * Each package with the package {@code internal} below it, which is a part of it that is not for
 * users.
 */
final class PackagesWithInternals implements SliceAssignment {
  private static final String INTERNAL = ".internal";

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    String name = type.getPackageName();
    return SliceIdentifier.of(
        name.endsWith(INTERNAL) ? name.substring(0, name.length() - INTERNAL.length()) : name);
  }

  @Override
  public String getDescription() {
    return "packages with their internals";
  }
}
