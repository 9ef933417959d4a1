package io.t4.publishing;

import io.t4.error.ConflictException;
import io.t4.error.NotFoundException;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PushOptions;
import io.t4.session.T4Session;
import java.nio.file.Path;
import java.util.Map;

/** Pushes revisions of one package, each on top of the latest, and prints their top hashes. */
final class PushingProcess {
  static final String NAME = "team/contended";

  private PushingProcess() {}

  /**
   * Pushes, one revision after the other.
   *
   * @param arguments registry, a name for this process, how many revisions, a directory of its own
   */
  public static void main(String... arguments) {
    try (T4Session session = T4Session.builder().configDirectory(Path.of(arguments[3])).build()) {
      PackageRegistry registry = PackageRegistry.open(arguments[0], session);
      for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
        System.out.println(push(session, registry, Map.of("by", arguments[1], "n", i)));
      }
    }
  }

  private static String push(T4Session session, PackageRegistry registry, Map<String, ?> meta) {
    while (true) {
      try {
        return latest(session, registry)
            .setMeta(meta)
            .push(NAME, registry, PushOptions.none())
            .topHash();
      } catch (ConflictException e) {
        // The other was faster: once more, on top of what it pushed.
      }
    }
  }

  private static DataPackage latest(T4Session session, PackageRegistry registry) {
    try {
      return registry.browse(NAME);
    } catch (NotFoundException e) {
      return DataPackage.create(session);
    }
  }
}
