package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.config.T4Config;
import io.t4.error.ConflictException;
import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.error.T4Exception;
import io.t4.hashing.HashAlgorithm;
import io.t4.storage.Content;
import io.t4.storage.Location;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bringing packages and parts of them to this machine, and from one registry to another. */
class InstalledPackagesTest extends PackagesTestBase {
  private static final String[] ALL = {
    "README.md", "empty", "large.bin", "sub/a b.csv", "sub/deep/c.json"
  };

  @ParameterizedTest
  @EnumSource(Place.class)
  void aPackageIsInstalledAndPublishedHere(Place place) throws IOException {
    PackageRegistry registry = registry(place);
    DataPackage pushed = sample().push(NAME, registry, PushOptions.withMessage("first"));
    Path dest = directory.resolve("dest");
    DataPackage installed = DataPackage.install(NAME, registry, InstallOptions.latest().to(dest));
    assertThat(files(dest)).containsExactly(ALL);
    assertThat(installed).isEqualTo(pushed);
    assertThat(installed.topHash()).isEqualTo(pushed.topHash());
    DataPackage local = local().browse(NAME);
    assertThat(local.topHash()).isEqualTo(pushed.topHash());
    assertThat(local.message()).hasValue("first");
    local
        .walk()
        .forEach(
            line ->
                assertThat(line.entry().physicalKey())
                    .isEqualTo(Location.directory(dest.resolve(line.logicalKey()))));
    assertThat(local.verify(dest).isClean()).isTrue();
    assertThat(local.get("sub/a b.csv").getAsString()).isEqualTo("x\n1\n");
  }

  @Test
  void withoutDestinationFilesGoBelowTheLocalRegistryOrWhereSettingsSay() throws IOException {
    PackageRegistry registry = registry(Place.BUCKET);
    sample().push(NAME, registry, PushOptions.none());
    DataPackage.install(NAME, registry, InstallOptions.latest());
    assertThat(files(directory.resolve("data/packages/team/storms"))).containsExactly(ALL);
    session.config().update(Map.of(T4Config.INSTALL_LOCATION, directory.resolve("x").toString()));
    DataPackage.install(NAME, registry, InstallOptions.latest());
    assertThat(files(directory.resolve("x/team/storms"))).containsExactly(ALL);
    session.config().update(Map.of(T4Config.INSTALL_LOCATION, "s3://bucket"));
    assertThatThrownBy(() -> DataPackage.install(NAME, registry, InstallOptions.latest()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("s3://bucket");
  }

  @Test
  void aFormerRevisionIsInstalledIntoARegistryOfOnesOwn() throws IOException {
    PackageRegistry registry = registry(Place.BUCKET);
    DataPackage storms = sample();
    String first = storms.push(NAME, registry, PushOptions.none()).topHash();
    storms.delete("large.bin").push(NAME, registry, PushOptions.none());
    PackageRegistry own = registry(Place.DISK);
    Path dest = directory.resolve("dest");
    InstallOptions options = InstallOptions.revision(first.substring(0, 8)).into(own).to(dest);
    DataPackage.install(NAME, registry, options);
    assertThat(files(dest)).containsExactly(ALL);
    assertThat(own.latest(NAME)).isEqualTo(first);
    assertThat(local().listPackages()).isEmpty();
    assertThatThrownBy(
            () -> DataPackage.install(NAME, registry, InstallOptions.latest().into(registry)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(registry.location().toString());
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aPartIsInstalled(Place place) throws IOException {
    PackageRegistry registry = registry(place);
    DataPackage pushed = sample().push(NAME, registry, PushOptions.none());
    Path dest = directory.resolve("dest");
    DataPackage part =
        DataPackage.install(NAME, registry, InstallOptions.latest().path("sub/").to(dest));
    // As quilt3 does: the directory's files are directly in the destination.
    assertThat(files(dest)).containsExactly("a b.csv", "deep/c.json");
    assertThat(part.topHash()).isEqualTo(pushed.topHash()).isEqualTo(local().latest(NAME));
    DataPackage local = local().browse(NAME);
    assertThat(local.get("sub/deep/c.json").physicalKey().path())
        .isEqualTo(dest.resolve("deep/c.json"));
    assertThat(local.get("README.md").get()).isEqualTo(pushed.get("README.md").get());
    Path single = directory.resolve("single");
    DataPackage.install(NAME, registry, InstallOptions.latest().path("sub/deep/c.json").to(single));
    assertThat(files(single)).containsExactly("c.json");
    assertThat(local().browse(NAME).get("sub/deep/c.json").physicalKey().path())
        .isEqualTo(single.resolve("c.json"));
    for (String missing : List.of("su", "sub/deep/c.json/", "sub/x")) {
      assertThatThrownBy(
              () ->
                  DataPackage.install(
                      NAME, registry, InstallOptions.latest().path(missing).to(single)))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("'" + missing + "'");
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void filesThatAreRightStayAndOthersAreReplaced(Place place) throws IOException {
    PackageRegistry registry = registry(place);
    sample().push(NAME, registry, PushOptions.none());
    Path dest = directory.resolve("dest");
    InstallOptions options = InstallOptions.latest().to(dest);
    DataPackage.install(NAME, registry, options);
    FileTime marked = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    for (String file : ALL) {
      Files.setLastModifiedTime(dest.resolve(file), marked);
    }
    Files.writeString(dest.resolve("README.md"), "about Storms");
    Files.writeString(dest.resolve("extra"), "mine");
    DataPackage.install(NAME, registry, options);
    assertThat(dest.resolve("README.md")).hasContent("about storms");
    assertThat(dest.resolve("extra")).hasContent("mine");
    assertThat(Files.getLastModifiedTime(dest.resolve("large.bin"))).isEqualTo(marked);
    assertThat(Files.getLastModifiedTime(dest.resolve("README.md"))).isNotEqualTo(marked);
    // Files that were added in place of a part are no obstacle for the next revision.
    DataPackage edited = local().browse(NAME).set("README.md", dest.resolve("extra"));
    edited.push(NAME, registry, PushOptions.none());
    DataPackage.install(NAME, registry, options);
    assertThat(dest.resolve("README.md")).hasContent("mine");
  }

  @Test
  void anInstallThatFailedGoesOn() throws IOException {
    PackageRegistry registry = registry(Place.DISK);
    DataPackage pushed = sample().push(NAME, registry, PushOptions.none());
    Path lost = pushed.get("sub/deep/c.json").physicalKey().path();
    Path kept = directory.resolve("kept");
    Files.move(lost, kept);
    Path dest = directory.resolve("dest");
    InstallOptions options = InstallOptions.latest().to(dest);
    assertThatThrownBy(() -> DataPackage.install(NAME, registry, options))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(NAME)
        .hasMessageContaining("c.json");
    assertThat(local().listPackages()).isEmpty();
    assertThat(files(dest)).doesNotContain("sub/deep/c.json");
    Files.move(kept, lost);
    DataPackage.install(NAME, registry, options);
    assertThat(files(dest)).containsExactly(ALL);
    assertThat(local().latest(NAME)).isEqualTo(pushed.topHash());
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void contentOfAnotherHashIsNotInstalled(Place place) throws IOException {
    PackageRegistry registry = registry(place);
    DataPackage pushed = sample().push(NAME, registry, PushOptions.none());
    PackageEntry wrong =
        pushed
            .get("sub/a b.csv")
            .withContent(4, HashAlgorithm.SHA256.hash(Content.of(new byte[] {1, 2, 3, 4})));
    DataPackage hostile = pushed.set("sub/a b.csv", wrong);
    registry.publish(
        "team/hostile", hostile.topHash(), hostile, new PackageRegistry.Expectation.Anything());
    Path dest = directory.resolve("dest");
    assertThatThrownBy(
            () -> DataPackage.install("team/hostile", registry, InstallOptions.latest().to(dest)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'sub/a b.csv'")
        .hasMessageContaining(wrong.hash().orElseThrow().toString());
    assertThat(files(dest)).doesNotContain("sub/a b.csv");
    assertThat(local().listPackages()).isEmpty();
  }

  @Test
  void aManifestOfAnotherHashIsNotInstalled() throws IOException {
    PackageRegistry registry = registry(Place.DISK);
    String topHash = sample().push(NAME, registry, PushOptions.none()).topHash();
    Path manifest = registry.location().path().resolve(".quilt/packages/" + topHash);
    Files.writeString(manifest, Files.readString(manifest).replace("2026", "2025"));
    Path dest = directory.resolve("dest");
    assertThatThrownBy(() -> DataPackage.install(NAME, registry, InstallOptions.latest().to(dest)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(topHash);
    assertThat(dest).doesNotExist();
    assertThat(local().listPackages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\x", "a\u0001b", "long"})
  void keysThatCanBeNoFilesAreRefusedBeforeTheFirstDownload(String name) throws IOException {
    String key = name.equals("long") ? "x".repeat(256) : name;
    DataPackage storms = sample().set("z/" + key, data.resolve("README.md"));
    Path dest = directory.resolve("dest");
    assertThatThrownBy(() -> storms.fetch(dest)).isInstanceOf(InvalidKeyException.class);
    assertThat(files(dest)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/abs", "a/../b", "a//b", "a/./b", ""})
  void keysThatLeadElsewhereAreRefusedInManifests(String key) {
    String manifest =
        """
        {"version": "v0", "message": null}
        {"logical_key": "%s", "physical_keys": ["file:///x"], "size": 1, "hash": null, "meta": {}}
        """
            .formatted(key);
    assertThatThrownBy(
            () ->
                DataPackage.load(
                    new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)), session))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("2");
  }

  @Test
  void oddKeysComeBackAsTheyAre() throws IOException {
    DataPackage storms = DataPackage.create(session);
    List<String> keys =
        List.of("%2F", "?versionId=x", "a b+c&d#e", "caf\u00e9", "cafe\u0301", "\ud83d\ude00/x");
    for (String key : keys) {
      storms.set(key, (Object) key.getBytes(StandardCharsets.UTF_8));
    }
    PackageRegistry registry = registry(Place.BUCKET);
    storms.push(NAME, registry, PushOptions.none());
    Path dest = directory.resolve("dest");
    DataPackage installed = DataPackage.install(NAME, registry, InstallOptions.latest().to(dest));
    assertThat(files(dest)).containsExactlyInAnyOrderElementsOf(keys);
    for (String key : keys) {
      assertThat(dest.resolve(key)).hasContent(key);
      assertThat(local().browse(NAME).get(key).getAsString()).isEqualTo(key);
    }
    assertThat(installed.verify(dest).isClean()).isTrue();
  }

  @Test
  void linksOutOfTheDestinationAreNotFollowed() throws IOException {
    DataPackage storms = pushed(Place.BUCKET);
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Path dest = Files.createDirectories(directory.resolve("dest"));
    Files.createSymbolicLink(dest.resolve("sub"), outside);
    assertThatThrownBy(() -> storms.fetch(dest))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("symbolic link");
    assertThat(files(outside)).isEmpty();
    Files.delete(dest.resolve("sub"));
    // A link in the place of a file is replaced, also if its target has the right content.
    Path target = Files.writeString(outside.resolve("README.md"), "about storms");
    Files.deleteIfExists(dest.resolve("README.md"));
    Files.createSymbolicLink(dest.resolve("README.md"), target);
    storms.fetch(dest);
    assertThat(dest.resolve("README.md")).isRegularFile().hasContent("about storms");
    assertThat(Files.isSymbolicLink(dest.resolve("README.md"))).isFalse();
  }

  @Test
  void aDirectoryInThePlaceOfAFileStays() throws IOException {
    Path dest = directory.resolve("dest");
    Files.createDirectories(dest.resolve("README.md/mine"));
    assertThatThrownBy(() -> pushed(Place.BUCKET).fetch(dest))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("README.md");
    assertThat(dest.resolve("README.md/mine")).isDirectory();
    files(dest);
  }

  @Test
  void nothingIsInstalledIntoWhatTheRegistryKeeps() throws IOException {
    PackageRegistry registry = registry(Place.BUCKET);
    DataPackage.create(session)
        .set(".quilt/named_packages/team/other/latest", data.resolve("README.md"))
        .push(NAME, registry, PushOptions.none());
    Path own = local().location().path();
    assertThatThrownBy(() -> DataPackage.install(NAME, registry, InstallOptions.latest().to(own)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(".quilt/named_packages/team/other/latest");
    assertThat(local().listPackages()).isEmpty();

    // By another name of the same directory.
    Path link = Files.createSymbolicLink(directory.resolve("link"), own);
    InstallOptions byLink =
        InstallOptions.latest().into(PackageRegistry.open(link.toString(), session));
    for (Path dest : List.of(own, link)) {
      assertThatThrownBy(() -> DataPackage.install(NAME, registry, byLink.to(dest)))
          .isInstanceOf(InvalidKeyException.class);
    }
    assertThat(local().listPackages()).isEmpty();
  }

  @Test
  void aDirectoryOfAPackageIsFetched() throws IOException {
    DataPackage storms = pushed(Place.BUCKET);
    Path dest = directory.resolve("dest");
    DataPackage fetched = storms.directory("sub").fetch(dest);
    assertThat(files(dest)).containsExactly("a b.csv", "deep/c.json");
    assertThat(fetched.get("deep/c.json").physicalKey().path())
        .isEqualTo(dest.resolve("deep/c.json"));
    assertThat(fetched.keys()).containsExactly("a b.csv", "deep/");
  }

  @Test
  void aKilledInstallGoesOnAndLeavesNoHalfFile() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Path many = Files.createDirectories(directory.resolve("many"));
    for (int i = 0; i < 300; i++) {
      byte[] content = new byte[256 << 10];
      random.nextBytes(content);
      Files.write(many.resolve("f" + i), content);
    }
    PackageRegistry registry = registry(Place.DISK);
    DataPackage pushed =
        DataPackage.create(session).setDir("", many).push(NAME, registry, PushOptions.none());
    Path dest = directory.resolve("dest");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Installing.class.getName(),
                directory.toString(),
                registry.location().toString(),
                dest.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(directory.toFile(), "child.log"))
            .start();
    try {
      while (child.isAlive() && !Files.exists(dest.resolve("f0"))) {
        LockSupport.parkNanos(1_000_000);
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(dest.resolve("f0")).as(() -> contentOf(directory.resolve("child.log"))).exists();
    Verification killed = pushed.verify(dest);
    assertThat(killed.count(Verification.Kind.HASH)).isZero();
    assertThat(killed.count(Verification.Kind.SIZE)).isZero();
    assertThat(killed.count(Verification.Kind.EXTRA)).isZero();

    DataPackage.install(NAME, registry, InstallOptions.latest().to(dest));
    assertThat(pushed.verify(dest).isClean()).isTrue();
    assertThat(local().latest(NAME)).isEqualTo(pushed.topHash());
  }

  private static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** The process that is killed. */
  static final class Installing {
    private Installing() {}

    public static void main(String[] arguments) {
      InstalledPackagesTest test = new InstalledPackagesTest();
      test.directory = Path.of(arguments[0]);
      PackageRegistry registry = PackageRegistry.open(arguments[1], test.newSession());
      DataPackage.install(NAME, registry, InstallOptions.latest().to(Path.of(arguments[2])));
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aPackageIsCopiedToAnotherRegistry(Place place) {
    PackageRegistry from = registry(Place.BUCKET);
    PackageRegistry to = registry(place);
    DataPackage storms = sample();
    DataPackage first = storms.push(NAME, from, PushOptions.withMessage("first"));
    DataPackage copy = DataPackage.copy(NAME, from, to);
    assertThat(copy.topHash()).isEqualTo(first.topHash()).isEqualTo(to.latest(NAME));
    assertThat(to.browse(NAME).message()).hasValue("first");
    assertThat(to.browse(NAME).get("README.md").getAsString()).isEqualTo("about storms");
    assertThat(to.browse(NAME).get("README.md").get()).startsWith(to.location().toString());
    assertThat(to.listPackageVersions(NAME)).hasSize(2);
    DataPackage.copy(NAME, from, to);
    assertThat(to.listPackageVersions(NAME)).hasSize(2);

    String second =
        storms.delete("large.bin").push(NAME, from, PushOptions.withMessage("second")).topHash();
    DataPackage.copy(NAME, from, to);
    assertThat(to.latest(NAME)).isEqualTo(second);
    DataPackage.copy(NAME, from, to, first.topHash());
    assertThat(to.latest(NAME)).isEqualTo(first.topHash());

    String others = to.browse(NAME).setMeta(Map.of()).push(NAME, to, PushOptions.none()).topHash();
    assertThatThrownBy(() -> DataPackage.copy(NAME, from, to))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(others);
    assertThat(to.latest(NAME)).isEqualTo(others);
  }

  @Test
  void whatTheBucketHasNoMoreIsNamed() {
    PackageRegistry registry = registry(Place.BUCKET);
    destroy(sample().push(NAME, registry, PushOptions.none()).readme());
    assertThatThrownBy(
            () ->
                DataPackage.install(
                    NAME, registry, InstallOptions.latest().to(directory.resolve("dest"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("README.md");
  }
}
