package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.error.ConflictException;
import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import io.t4.error.StorageException;
import io.t4.error.T4Exception;
import io.t4.error.WorkflowException;
import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectSummary;
import io.t4.transfer.TransferListener;
import io.t4.workflows.WorkflowChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Building, pushing and finding revisions, in registries on disk and in a bucket with versions. */
class PublishedPackagesTest {
  private static final String NAME = "team/storms";

  @TempDir Path directory;
  private T4Session session;
  private Path data;

  /** Where packages are pushed. */
  enum Kind {
    DISK,
    BUCKET
  }

  @BeforeEach
  void open() throws IOException {
    session =
        T4Session.builder()
            .configDirectory(directory.resolve("config"))
            .dataDirectory(directory.resolve("data"))
            .cacheDirectory(directory.resolve("cache"))
            .build();
    Files.createDirectories(directory.resolve("registry"));
    Files.createDirectories(directory.resolve("files/sub"));
    data = directory.resolve("files");
    Files.writeString(data.resolve("README.md"), "about storms");
    Files.writeString(data.resolve("sub/a b.csv"), "x\n1\n");
    Files.write(data.resolve("large.bin"), new byte[9 << 20]);
  }

  @AfterEach
  void close() {
    session.close();
  }

  private PackageRegistry registry(Kind kind) {
    return PackageRegistry.open(
        kind == Kind.DISK
            ? Location.directory(directory.resolve("registry")).toString()
            : "memory://" + UUID.randomUUID(),
        session);
  }

  private DataPackage sample() {
    return DataPackage.create(session).setDir("", data).setMeta(Map.of("season", 2026));
  }

  private String content(PackageEntry entry) {
    Location location = entry.physicalKey();
    if (location.scheme().equals("file")) {
      try {
        return Files.readString(location.path());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    byte[] bytes =
        Bucket.open(location.withoutKey().toString(), session)
            .getBytes(location.key(), location.versionId());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsPushedIsBrowsed(Kind kind) throws IOException {
    PackageRegistry registry = registry(kind);
    DataPackage source = sample();
    DataPackage pushed = source.push(NAME, registry, PushOptions.withMessage("first"));

    DataPackage found = registry.browse(NAME);
    assertThat(found).isEqualTo(pushed).isEqualTo(source);
    assertThat(found.message()).hasValue("first");
    assertThat(found.topHash()).isEqualTo(pushed.topHash()).isEqualTo(registry.latest(NAME));
    assertThat(found.walk().map(ManifestLine.Entry::logicalKey))
        .containsExactly("README.md", "large.bin", "sub/a b.csv");
    assertThat(content(found.get("sub/a b.csv"))).isEqualTo("x\n1\n");
    assertThat(found.get("large.bin").physicalKey().toString())
        .startsWith(registry.location() + "/" + NAME + "/large.bin");
    assertThat(registry.listPackages()).containsExactly(NAME);
    assertThat(registry.listPackageVersions(NAME))
        .hasSize(2)
        .allMatch(version -> version.topHash().equals(found.topHash()));
    // Others can change the files that were pushed.
    Files.writeString(data.resolve("README.md"), "changed");
    assertThat(content(found.readme())).isEqualTo("about storms");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aPackageIsChangedAndPushedAgain(Kind kind) throws IOException {
    PackageRegistry registry = registry(kind);
    DataPackage storms = sample();
    String first = storms.push(NAME, registry, PushOptions.withMessage("first")).topHash();
    Files.writeString(data.resolve("README.md"), "changed");
    storms.set("README.md", data.resolve("README.md")).delete("sub");
    DataPackage second = storms.push(NAME, registry, PushOptions.withMessage("second"));

    assertThat(registry.latest(NAME)).isEqualTo(second.topHash()).isNotEqualTo(first);
    assertThat(content(second.readme())).isEqualTo("changed");
    assertThat(registry.browse(NAME, first).diff(registry.browse(NAME)).modified())
        .containsExactly("README.md");
    assertThat(registry.browse(NAME, first.substring(0, 8)).topHash()).isEqualTo(first);
    assertThat(
            registry.listPackageVersions(NAME).stream()
                .filter(version -> !version.isLatest())
                .map(PackageVersion::topHash))
        .containsExactly(first, second.topHash());
    String published = registry.listPackageVersions(NAME).get(0).pointer();
    assertThat(registry.browse(NAME, published).topHash()).isEqualTo(first);
    // Also where no versions are kept.
    assertThat(content(registry.browse(NAME, first).readme())).isEqualTo("about storms");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whoPushesFromAnotherRevisionGetsAConflict(Kind kind) throws IOException {
    PackageRegistry registry = registry(kind);
    String first = sample().push(NAME, registry, PushOptions.none()).topHash();
    DataPackage stranger = sample().setMeta(Map.of("season", 2027));
    assertThatThrownBy(() -> stranger.push(NAME, registry, PushOptions.none()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(first)
        .hasMessageContaining("none")
        .hasMessageContaining(NAME);
    assertThat(registry.latest(NAME)).isEqualTo(first);

    DataPackage one = registry.browse(NAME).setMeta(Map.of("by", "one"));
    DataPackage other = registry.browse(NAME).setMeta(Map.of("by", "other"));
    String second = one.push(NAME, registry, PushOptions.none()).topHash();
    assertThatThrownBy(() -> other.push(NAME, registry, PushOptions.none()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining(first)
        .hasMessageContaining(second);
    assertThat(registry.latest(NAME)).isEqualTo(second);
    String forced = other.push(NAME, registry, PushOptions.none().force()).topHash();
    assertThat(registry.latest(NAME)).isEqualTo(forced);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void manyWhoPushAtOnceLoseNoRevision(Kind kind) throws Exception {
    PackageRegistry registry = registry(kind);
    DataPackage.create(session).setMeta(Map.of("n", 0)).push(NAME, registry, PushOptions.none());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<String>> pushes = new ArrayList<>();
    try {
      for (int i = 1; i <= 24; i++) {
        int n = i;
        pushes.add(
            threads.submit(
                () -> {
                  while (true) {
                    try {
                      return registry
                          .browse(NAME)
                          .setMeta(Map.of("n", n))
                          .push(NAME, registry, PushOptions.none())
                          .topHash();
                    } catch (ConflictException e) {
                      // Somebody was faster: from the beginning.
                    }
                  }
                }));
      }
      List<String> published = new ArrayList<>();
      for (Future<String> push : pushes) {
        published.add(push.get());
      }
      assertThat(
              registry.listPackageVersions(NAME).stream()
                  .filter(version -> !version.isLatest())
                  .map(PackageVersion::topHash))
          .hasSize(25)
          .containsAll(published);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsAtTheDestinationIsNotSentAgain(Kind kind) {
    PackageRegistry registry = registry(kind);
    DataPackage first = sample().push(NAME, registry, PushOptions.none());
    DataPackage again = sample().push(NAME, registry, PushOptions.none().force());
    first
        .walk()
        .forEach(
            line -> assertThat(again.get(line.logicalKey()).get()).isEqualTo(line.entry().get()));
  }

  @Test
  void theSamePushCanBeLeftOut() {
    PackageRegistry registry = registry(Kind.BUCKET);
    DataPackage storms = sample();
    storms.push(NAME, registry, PushOptions.none());
    storms.push(NAME, registry, PushOptions.none().dedupe());
    assertThat(registry.listPackageVersions(NAME)).hasSize(2);
    storms.push(NAME, registry, PushOptions.withMessage("other").dedupe());
    assertThat(registry.listPackageVersions(NAME)).hasSize(3);
  }

  @Test
  void entriesGoWhereOptionsSay() {
    PackageRegistry registry = registry(Kind.BUCKET);
    String bucket = registry.location().toString();
    DataPackage moved =
        sample().push(NAME, registry, PushOptions.none().to(bucket + "/somewhere/else/"));
    assertThat(moved.readme().physicalKey().key()).isEqualTo("somewhere/else/README.md");
    DataPackage chosen =
        sample()
            .push(
                "team/chosen",
                registry,
                PushOptions.none()
                    .to((key, entry) -> bucket + "/flat-" + key.hashCode())
                    .copying((key, entry) -> key.startsWith("sub/")));
    assertThat(chosen.get("sub/a b.csv").physicalKey().key()).startsWith("flat-");
    assertThat(chosen.readme().physicalKey().scheme()).isEqualTo("file");
    assertThat(chosen.readme().hash()).isPresent();
    // What is in the bucket stays there, unless everything is to be copied.
    DataPackage same = chosen.push("team/copy", registry, PushOptions.none());
    assertThat(same.get("sub/a b.csv").get()).isEqualTo(chosen.get("sub/a b.csv").get());
    DataPackage copied =
        chosen.push("team/copy2", registry, PushOptions.none().copying(PushOptions.EVERYTHING));
    assertThat(copied.get("sub/a b.csv").physicalKey().key()).isEqualTo("team/copy2/sub/a b.csv");
    assertThatThrownBy(
            () -> sample().push(NAME, registry, PushOptions.none().to("memory://other/x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("memory://other/x");
  }

  @Test
  void objectsOfABucketArePinnedToTheirVersions() {
    String source = "memory://" + UUID.randomUUID();
    Bucket bucket = Bucket.open(source, session);
    bucket.put("in/x.txt", "one");
    bucket.put("in/gone.txt", "gone");
    bucket.delete("in/gone.txt");
    DataPackage all = DataPackage.create(session).setDir("d", source + "/in");
    PackageEntry single =
        DataPackage.create(session).set("x", source + "/in/x.txt", Map.of("k", 1)).get("x");
    bucket.put("in/x.txt", "two");
    assertThat(all.keys()).containsExactly("d/");
    assertThat(all.get("d/x.txt").physicalKey().versionId()).isNotNull();
    assertThat(content(all.get("d/x.txt"))).isEqualTo("one");
    assertThat(content(single)).isEqualTo("one");
    assertThat(single.meta()).isEqualTo(Map.of("k", 1L));
    DataPackage pushed = all.push(NAME, registry(Kind.DISK), PushOptions.none());
    assertThat(content(pushed.get("d/x.txt"))).isEqualTo("one");
  }

  @Test
  void valuesAreSerialisedAndTheirFilesGoWhenTheyArePushed() throws IOException {
    DataPackage values =
        DataPackage.create(session)
            .set("settings.json", Map.of("depth", 3), Map.of("author", "thor"))
            .set("note.txt", (Object) data.resolve("README.md"));
    assertThat(values.get("settings.json").physicalKey().scheme()).isEqualTo("file");
    assertThat(content(values.get("settings.json"))).isEqualTo("{\"depth\": 3}");
    assertThat(values.get("settings.json").meta()).isEqualTo(Map.of("author", "thor"));
    assertThat(values.get("settings.json").asMap()).containsKey("format");
    assertThat(content(values.get("note.txt"))).isEqualTo("about storms");
    DataPackage pushed = values.push(NAME, registry(Kind.BUCKET), PushOptions.none());
    assertThat(content(pushed.get("settings.json"))).isEqualTo("{\"depth\": 3}");
    assertThat(values.get("settings.json").get()).isEqualTo(pushed.get("settings.json").get());
    try (Stream<Path> staged = Files.list(directory.resolve("data/staged"))) {
      assertThat(staged).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files of Windows have no such names")
  void aBackslashIsPartOfAName() throws IOException {
    Path file = Files.writeString(data.resolve("back\\slash"), "one");
    DataPackage storms = DataPackage.create(session).set("a\\b/c\\d", file);
    assertThat(storms.get("a\\b/c\\d").get()).endsWith("/back%5Cslash");
    DataPackage pushed = storms.push(NAME, registry(Kind.DISK), PushOptions.none());
    assertThat(pushed.get("a\\b/c\\d").get()).endsWith("/" + NAME + "/a%5Cb/c%5Cd");
    assertThat(content(pushed.get("a\\b/c\\d"))).isEqualTo("one");
  }

  @Test
  void aBuildLeavesContentWhereItIs() {
    DataPackage storms = sample();
    String topHash = storms.build(NAME);
    PackageRegistry local = PackageRegistry.local(session);
    assertThat(local.location().path()).isEqualTo(directory.resolve("data/packages"));
    DataPackage found = local.browse(NAME);
    assertThat(found.topHash()).isEqualTo(topHash).isEqualTo(storms.topHash());
    assertThat(found.readme().physicalKey().path()).isEqualTo(data.resolve("README.md"));
    assertThat(found.header()).containsOnlyKeys("version", "user_meta", "message");
  }

  @Test
  void aFileThatChangedSinceItWasAddedIsRefused() throws IOException {
    DataPackage storms = sample();
    Files.writeString(data.resolve("README.md"), "longer than it was before");
    assertThatThrownBy(() -> storms.build(NAME))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("README.md");
    assertThat(PackageRegistry.local(session).listPackages()).isEmpty();

    DataPackage built = sample();
    built.build(NAME);
    Files.writeString(data.resolve("sub/a b.csv"), "x\n2\n");
    PackageRegistry registry = registry(Kind.BUCKET);
    assertThatThrownBy(() -> built.push(NAME, registry, PushOptions.none()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("'sub/a b.csv'");
    assertThat(registry.listPackages()).isEmpty();
  }

  // 34
  @ParameterizedTest
  @EnumSource(Kind.class)
  void aFileThatChangesDuringThePushIsNotPublished(Kind kind) throws IOException {
    AtomicBoolean changed = new AtomicBoolean(true);
    TransferListener changing =
        new TransferListener() {
          @Override
          public void progressed(String key, long bytes) {
            if (!changed.getAndSet(true)) {
              overwriteTail(data.resolve("large.bin"));
            }
          }
        };
    try (T4Session watched =
        T4Session.builder()
            .configDirectory(directory.resolve("config"))
            .dataDirectory(directory.resolve("data"))
            .cacheDirectory(directory.resolve("cache"))
            .listener(changing)
            .build()) {
      PackageRegistry registry =
          PackageRegistry.open(registry(kind).location().toString(), watched);
      DataPackage first = DataPackage.create(watched).setDir("", data);
      String before = first.push(NAME, registry, PushOptions.none()).topHash();
      byte[] large = new byte[9 << 20];
      large[0] = 1;
      Files.write(data.resolve("large.bin"), large);
      DataPackage second = registry.browse(NAME).delete("README.md").delete("sub").setDir("", data);
      changed.set(false);
      assertThatThrownBy(() -> second.push(NAME, registry, PushOptions.none()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("large.bin")
          .hasMessageContaining("changed");
      assertThat(changed).isTrue();
      assertThat(registry.latest(NAME)).isEqualTo(before);
      assertThat(registry.browse(NAME).get("large.bin").getBytes()).isEqualTo(new byte[9 << 20]);

      second.push(NAME, registry, PushOptions.none());
      assertThat(registry.browse(NAME).get("large.bin").getBytes())
          .isEqualTo(Files.readAllBytes(data.resolve("large.bin")));
    }
  }

  /** A hash that is known stays, and is compared, if only the size is missing. */
  @ParameterizedTest
  @ValueSource(strings = {"SHA256", "MD5"})
  void aHashWithoutSizeIsNotReplaced(String type) throws IOException {
    Path file = data.resolve("README.md");
    String right = HashAlgorithm.SHA256.hash(Content.of(Files.readAllBytes(file))).value();
    PackageRegistry registry = registry(Kind.DISK);
    for (String value : List.of("0".repeat(64), right)) {
      PackageEntry entry =
          new PackageEntry(
              Location.directory(file).toString(),
              PackageEntry.UNKNOWN,
              new ContentHash(type, value),
              PackageEntry.NO_META);
      DataPackage storms = DataPackage.create(session).set("README.md", entry);
      if (type.equals("SHA256") && value.equals(right)) {
        storms.build(NAME, registry, null);
        assertThat(registry.browse(NAME).readme().hash()).contains(new ContentHash(type, right));
        assertThat(registry.browse(NAME).readme().size()).hasValue(12);
      } else {
        assertThatThrownBy(() -> storms.build(NAME, registry, null))
            .isInstanceOf(FormatException.class)
            .hasMessageContaining("README.md");
        assertThat(registry.listPackages()).isEmpty();
      }
    }
  }

  private static void overwriteTail(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {7}), channel.size() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whoever writes a manifest may name files of its readers; they must not leave the machine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'size': 7, 'hash': {'type': 'SHA256', 'value': '%s'}",
        "'size': 7, 'hash': {'type': 'MD5', 'value': '%s'}",
        "'size': 6, 'hash': {'type': 'MD5', 'value': '%s'}",
        "'size': 7, 'hash': null",
      })
  void aStrangersManifestTakesNoPrivateFile(String facts) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "private");
    String manifest =
        "{'version': 'v0'}\n{'logical_key': 'k', 'physical_keys': ['%s'], %s, 'meta': {}}\n"
            .formatted(secret.toUri(), facts.formatted("0".repeat(64)))
            .replace('\'', '"');
    byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
    String topHash =
        facts.endsWith("null")
            ? "0".repeat(64)
            : DataPackage.load(new ByteArrayInputStream(bytes), session).topHash();
    Path evil = Files.createDirectories(directory.resolve("evil/.quilt/packages"));
    Files.writeString(evil.resolve(topHash), manifest);
    Path pointers = Files.createDirectories(directory.resolve("evil/.quilt/named_packages/t/p"));
    Files.writeString(pointers.resolve("latest"), topHash);
    PackageRegistry shared = registry(Kind.BUCKET);

    assertThatThrownBy(
            () ->
                DataPackage.copy(
                    "t/p",
                    PackageRegistry.open(directory.resolve("evil").toString(), session),
                    shared))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("'k'");

    assertThat(shared.listPackages()).isEmpty();
    try (Listing<ObjectSummary> listing = shared.store().list("t/")) {
      assertThat(listing.hasNext()).isFalse();
    }
  }

  // 33
  @Test
  void linksThatLeadOutOrInCirclesAreLeftOut() throws IOException {
    Files.createSymbolicLink(data.resolve("sub/loop"), data);
    Files.createSymbolicLink(data.resolve("sub/out"), directory);
    Path secret = Files.writeString(directory.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(data.resolve("secret"), secret);
    assertThat(sample().walk().map(ManifestLine.Entry::logicalKey))
        .containsExactly("README.md", "large.bin", "sub/a b.csv");
  }

  @Test
  void quiltIgnoreAndOtherRegistriesAreLeftOut() throws IOException {
    Files.writeString(data.resolve(".quiltignore"), "*.bin\nsub/\n");
    Files.createDirectories(data.resolve(".quilt/packages"));
    Files.writeString(data.resolve(".quilt/packages/x"), "{}");
    assertThat(sample().keys()).containsExactly(".quiltignore", "README.md");
  }

  @Test
  void metadataStaysWhereNoneIsGiven() {
    DataPackage storms = sample().setDir("d", data, Map.of("k", 1));
    storms.setDir("d", data).setDir("", data);
    assertThat(storms.meta()).isEqualTo(Map.of("season", 2026L));
    assertThat(storms.directory("d").meta()).isEqualTo(Map.of("k", 1L));
  }

  @Test
  void existingEntriesCanStay() {
    DataPackage storms = DataPackage.create(session).set("README.md", data.resolve("large.bin"));
    storms.setDir("", data.toString(), UpdatePolicy.EXISTING);
    assertThat(storms.readme().size()).hasValue(9 << 20);
    assertThat(storms.keys()).containsExactly("README.md", "large.bin", "sub/");
    storms.setDir("", data.toString(), UpdatePolicy.INCOMING);
    assertThat(storms.readme().size()).hasValue(12);
  }

  /** Python's clients write it, and show it to workflows. */
  @Test
  void nullIsNoEmptyMetadata() {
    PackageRegistry registry = registry(Kind.BUCKET);
    Bucket bucket = Bucket.open(registry.location().toString(), session);
    bucket.put("schema.json", Map.of("type", "object"), Map.of());
    bucket.put(
        ".quilt/workflows/config.yml",
        """
        version: "1"
        is_workflow_required: false
        workflows: {objects: {name: Objects, metadata_schema: object}}
        schemas: {object: {url: '%s/schema.json'}}
        """
            .formatted(registry.location())
            .getBytes(StandardCharsets.UTF_8));
    String manifest = "{\"version\": \"v0\", \"user_meta\": null}\n";
    DataPackage storms =
        DataPackage.load(
            new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)), session);
    PushOptions checked = PushOptions.none().workflow(WorkflowChoice.named("objects"));
    assertThatThrownBy(() -> storms.push(NAME, registry, checked))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("null");
    storms.push(NAME, registry, PushOptions.none());
    assertThat(registry.browse(NAME).header()).containsEntry("user_meta", null);
    assertThat(registry.browse(NAME).meta()).isEmpty();
    storms.setMeta(Map.of()).push(NAME, registry, checked);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void workflowsOfTheRegistryDecide(Kind kind) {
    PackageRegistry registry = registry(kind);
    Bucket bucket = Bucket.open(registry.location().toString(), session);
    bucket.put("schema.json", Map.of("type", "object", "required", List.of("author")), Map.of());
    bucket.put(
        ".quilt/workflows/config.yml",
        """
        version: "1"
        default_workflow: careful
        workflows:
          careful:
            name: Careful
            is_message_required: true
            metadata_schema: author
          loose: {name: Loose}
        schemas:
          author: {url: '%s/schema.json'}
        """
            .formatted(registry.location())
            .getBytes(StandardCharsets.UTF_8));
    DataPackage storms = sample();
    assertThatThrownBy(() -> storms.push(NAME, registry, PushOptions.none()))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("message");
    assertThatThrownBy(() -> storms.push(NAME, registry, PushOptions.withMessage("m")))
        .isInstanceOf(WorkflowException.class)
        .hasMessageContaining("author");
    assertThat(registry.listPackages()).isEmpty();
    DataPackage passed =
        storms.setMeta(Map.of("author", "thor")).push(NAME, registry, PushOptions.withMessage("m"));
    assertThat(passed.workflow().orElseThrow()).containsKeys("id", "config", "schemas");
    assertThat(passed.header().keySet())
        .containsExactly("version", "user_meta", "workflow", "message");
    assertThat(registry.browse(NAME).workflow()).isEqualTo(passed.workflow());
    String loose = storms.build(NAME, registry, null, WorkflowChoice.named("loose"));
    assertThat(registry.browse(NAME, loose).workflow().orElseThrow()).containsEntry("id", "loose");
    assertThatThrownBy(() -> storms.build(NAME, registry, null, WorkflowChoice.none()))
        .isInstanceOf(WorkflowException.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void rollbackMovesLatest(Kind kind) {
    PackageRegistry registry = registry(kind);
    DataPackage storms = sample();
    String first = storms.push(NAME, registry, PushOptions.none()).topHash();
    String second = storms.setMeta(Map.of()).push(NAME, registry, PushOptions.none()).topHash();
    registry.rollback(NAME, first.substring(0, 10));
    assertThat(registry.latest(NAME)).isEqualTo(first);
    assertThat(registry.listPackageVersions(NAME)).hasSize(3);
    assertThat(registry.browse(NAME, second).meta()).isEmpty();
    assertThatThrownBy(() -> registry.rollback(NAME, "0".repeat(64)))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> registry.rollback("team/none", first))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("team/none");
    assertThat(registry.latest(NAME)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aDeletedPackageIsPushedAnew(Kind kind) {
    PackageRegistry registry = registry(kind);
    sample().push(NAME, registry, PushOptions.none());
    registry.deletePackage(NAME);
    String topHash = sample().push(NAME, registry, PushOptions.none()).topHash();
    assertThat(registry.latest(NAME)).isEqualTo(topHash);
  }

  @Test
  void deletingKeepsManifestsThatOthersUse() {
    PackageRegistry registry = registry(Kind.DISK);
    DataPackage storms = sample();
    String shared = storms.push(NAME, registry, PushOptions.none()).topHash();
    storms.push("team/twin", registry, PushOptions.none());
    String own = storms.setMeta(Map.of()).push(NAME, registry, PushOptions.none()).topHash();

    registry.deletePackage(NAME, own);
    assertThat(registry.latest(NAME)).isEqualTo(shared);
    assertThatThrownBy(() -> registry.browse(NAME, own)).isInstanceOf(NotFoundException.class);
    registry.deletePackage(NAME);
    assertThat(registry.listPackages()).containsExactly("team/twin");
    assertThat(registry.browse("team/twin").topHash()).isEqualTo(shared);
    assertThatThrownBy(() -> registry.deletePackage(NAME)).isInstanceOf(NotFoundException.class);
    registry.deletePackage("team/twin");
    assertThatThrownBy(() -> registry.browse("team/twin", shared))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void revisionsAreNamedInSeveralWays() {
    PackageRegistry registry = registry(Kind.DISK);
    String topHash = sample().push(NAME, registry, PushOptions.none()).topHash();
    assertThat(registry.resolveHash(NAME, topHash)).isEqualTo(topHash);
    assertThat(registry.resolveHash(NAME, topHash.substring(0, 6))).isEqualTo(topHash);
    assertThat(registry.resolveHash(NAME, "latest")).isEqualTo(topHash);
    assertThat(registry.shorten(topHash)).isEqualTo(topHash.substring(0, 7));
    assertThatThrownBy(() -> registry.resolveHash(NAME, topHash.substring(0, 5)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> registry.resolveHash(NAME, "zzzzzzz"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'zzzzzzz'");
    assertThatThrownBy(() -> registry.browse("team/none"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("'team/none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "team", "team/", "/x", "a/b/c", "a b/c", "a/b\n", "a/b.c"})
  void namesAreChecked(String name) {
    PackageRegistry registry = registry(Kind.DISK);
    assertThatThrownBy(() -> registry.browse(name)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> sample().build(name)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aManifestWithAnotherHashThanItsNameIsRefused() throws IOException {
    PackageRegistry registry = registry(Kind.DISK);
    String topHash = sample().push(NAME, registry, PushOptions.none()).topHash();
    Path manifest = registry.location().path().resolve(".quilt/packages/" + topHash);
    Files.writeString(manifest, Files.readString(manifest).replace("2026", "2025"));
    assertThatThrownBy(() -> registry.browse(NAME))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(topHash);
    Files.writeString(
        registry.location().path().resolve(".quilt/named_packages/team/storms/latest"), "rubbish");
    assertThatThrownBy(() -> registry.browse(NAME))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("damaged");
    assertThat(registry.listPackageVersions(NAME)).hasSize(2);
    registry.deletePackage(NAME);
    assertThat(registry.listPackages()).isEmpty();
  }
}
