package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.ConflictException;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushing a directory, time and again. */
class PackageDirectoryTest {
  private static final String NAME = "team/storms";

  @TempDir Path directory;
  private T4Session session;
  private Path files;
  private PackageRegistry registry;

  @BeforeEach
  void open() throws IOException {
    session =
        T4Session.builder()
            .configDirectory(directory.resolve("config"))
            .dataDirectory(directory.resolve("data"))
            .cacheDirectory(directory.resolve("cache"))
            .build();
    files = directory.resolve("files");
    Files.createDirectories(files.resolve("sub"));
    Files.writeString(files.resolve("README.md"), "about storms");
    Files.writeString(files.resolve("sub/a.csv"), "x\n1\n");
    registry = PackageRegistry.open("memory://" + UUID.randomUUID(), session);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private PackageDirectory opened() {
    return PackageDirectory.open(NAME, files, session);
  }

  @Test
  void theLocalRegistryRemembersTheRevisionWithLocalFiles() {
    DataPackage pushed = opened().push(registry, PushOptions.withMessage("first"));

    DataPackage local = PackageRegistry.local(session).browse(NAME);
    assertThat(local.topHash()).isEqualTo(pushed.topHash()).isEqualTo(registry.latest(NAME));
    assertThat(local.get("README.md").physicalKey().path()).isEqualTo(files.resolve("README.md"));
    assertThat(pushed.get("README.md").physicalKey().scheme()).isEqualTo("memory");
    assertThat(registry.header(NAME, "latest")).containsEntry("message", "first");
  }

  @Test
  void metadataStaysOfWhatIsStillThere() throws IOException {
    PackageDirectory first = opened();
    first.contents().setMeta(Map.of("season", 2026));
    first.contents().setMeta("sub/", Map.of("of", "sub"));
    first.contents().setMeta("README.md", Map.of("of", "readme"));
    first.push(registry, PushOptions.none());
    Files.writeString(files.resolve("README.md"), "changed");
    Files.writeString(files.resolve("new.txt"), "new");

    DataPackage second = opened().push(registry, PushOptions.none());

    assertThat(second.meta()).containsExactlyEntriesOf(Map.of("season", 2026L));
    assertThat(second.directory("sub").meta()).containsEntry("of", "sub");
    assertThat(second.get("README.md").meta()).containsEntry("of", "readme");
    assertThat(second.keys()).containsExactlyInAnyOrder("README.md", "new.txt", "sub/");

    Files.delete(files.resolve("sub/a.csv"));
    Files.delete(files.resolve("sub"));
    Files.writeString(files.resolve("sub"), "a file now");
    DataPackage third = opened().push(registry, PushOptions.none());
    assertThat(third.keys()).containsExactlyInAnyOrder("README.md", "new.txt", "sub");
    assertThat(third.get("sub").meta()).isEmpty();
  }

  @Test
  void whatSomebodyElsePublishedIsNotOverwritten() throws IOException {
    opened().push(registry, PushOptions.none());
    DataPackage theirs = registry.browse(NAME).setMeta(Map.of("by", "them"));
    theirs.push(NAME, registry, PushOptions.none());
    Files.writeString(files.resolve("README.md"), "mine");

    assertThatThrownBy(() -> opened().push(registry, PushOptions.none()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(theirs.topHash());
    assertThat(registry.latest(NAME)).isEqualTo(theirs.topHash());
    opened().push(registry, PushOptions.none().force());
    opened().push(registry, PushOptions.none());
  }

  @Test
  void theLocalRegistryItselfKeepsItsOwnCopies() {
    PackageRegistry local = PackageRegistry.local(session);

    opened().push(local, PushOptions.none());
    DataPackage again = opened().push(local, PushOptions.none());

    assertThat(again.get("README.md").physicalKey().path())
        .startsWith(local.location().path())
        .hasContent("about storms");
  }
}
