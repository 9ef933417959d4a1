package io.t4.publishing;

import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** A registry in a directory. */
class LocalPublishingTest extends PublishingContract {
  @Override
  String registry() throws IOException {
    return Location.directory(Files.createDirectory(directory.resolve("registry"))).toString();
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Override
  T4Session session() {
    return T4Session.builder().configDirectory(directory.resolve("config")).build();
  }
}
