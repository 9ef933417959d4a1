package io.t4.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.ConflictException;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.packages.PushOptions;
import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import io.t4.session.T4Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers without conditional writes hold packages, too. */
class UnconditionalPublishingTest {
  private static final String NAME = "team/storms";

  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @TempDir Path directory;

  @Test
  void revisionsFollowOneAnother() throws Exception {
    String registry = "s3://" + S3TestServer.sandbox(SANDBOX.endpoint()).newBucket();
    Path file = Files.writeString(directory.resolve("a.txt"), "a");
    try (ServerWithoutConditions server = new ServerWithoutConditions(SANDBOX.endpoint());
        T4Session session =
            S3TestServer.sandbox(server.endpoint())
                .session()
                .configDirectory(directory.resolve("config"))
                .build()) {
      DataPackage storms = DataPackage.create(session).set("a.txt", file);
      String first = storms.push(NAME, registry, PushOptions.none()).topHash();
      PackageRegistry found = PackageRegistry.open(registry, session);
      DataPackage stale = found.browse(NAME).setMeta(Map.of("n", 0));
      // In the same second, perhaps: the second one has the next one's pointer.
      String second = storms.setMeta(Map.of("n", 1)).push(NAME, registry).topHash();
      assertThat(found.latest(NAME)).isEqualTo(second);
      assertThatThrownBy(() -> stale.push(NAME, registry))
          .isInstanceOf(ConflictException.class)
          .hasMessageContaining(first)
          .hasMessageContaining(second);
      found.rollback(NAME, first);
      List<String> published =
          found.listPackageVersions(NAME).stream().map(PackageVersion::topHash).toList();
      assertThat(published).containsExactly(first, second, first);
      found.deletePackage(NAME);
      assertThat(found.listPackages()).isEmpty();
      assertThat(server.refused()).isGreaterThanOrEqualTo(5);
    }
  }
}
