package io.t4.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.t4.bucket.Bucket;
import io.t4.hashing.HashAlgorithm;
import io.t4.interop.PackageSpec.Edit;
import io.t4.interop.PackageSpec.Entry;
import io.t4.interop.RandomPackages.Sources;
import io.t4.packages.DataPackage;
import io.t4.packages.ManifestLine;
import io.t4.packages.PackageEntry;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PushOptions;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.workflows.WorkflowChoice;
import io.t4.workflows.WorkflowConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * Random packages through one registry: those of Python are read here, edited and published again,
 * and Python accepts that and edits them once more; those of Java go the same way from here on.
 */
final class PackageRoundTrip {
  /** Of each side, in each registry; 50 make 200 on disk and in the sandbox. */
  private static final int PACKAGES = Integer.getInteger("t4.interop.packages", 20);

  private final Python python;
  private final T4Session session;
  private final PackageRegistry registry;
  private final Bucket files;
  private final Path work;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Sources sources;
  private final RandomPackages packages;

  /** What each package is now, by name. */
  private final Map<String, PackageSpec> specs = new LinkedHashMap<>();

  /** The top hash and manifest of what each side published last, by name. */
  private final Map<String, Revision> published = new LinkedHashMap<>();

  private record Revision(String topHash, String manifest) {}

  /**
   * @param work an empty directory
   * @param environment of Python, for its way to the registry
   * @param ofPython how content gets into the packages that Python makes
   */
  PackageRoundTrip(
      Python python,
      T4Session session,
      String registry,
      Path work,
      Map<String, String> environment,
      Sources ofPython) {
    this.python = python;
    this.session = session;
    this.registry = PackageRegistry.open(registry, session);
    this.files = Bucket.open(registry, session);
    this.work = work;
    this.environment.putAll(environment);
    this.environment.put("HOME", work.resolve("home").toString());
    this.environment.put("XDG_DATA_HOME", work.resolve("home/data").toString());
    this.environment.put("XDG_CACHE_HOME", work.resolve("home/cache").toString());
    this.environment.put("QUILT_DISABLE_CACHE", "true");
    this.environment.put("QUILT_DISABLE_USAGE_METRICS", "true");
    this.environment.put("QUILT_MINIMIZE_STDOUT", "true");
    this.sources = ofPython;
    long seed = Long.getLong("t4.interop.seed", new Random().nextLong());
    System.out.printf(
        "packages through %s: %d of each side, -Dt4.interop.seed=%d%n", registry, PACKAGES, seed);
    this.packages =
        new RandomPackages(new Random(seed), work, this.registry.isLocal() ? null : this.files);
  }

  void run() throws Exception {
    putWorkflows();
    List<PackageSpec> ofPython = new ArrayList<>();
    List<PackageSpec> ofJava = new ArrayList<>();
    for (int i = 0; i < PACKAGES; i++) {
      ofPython.add(packages.next("interop/python-" + i, i, sources));
      ofJava.add(packages.next("gr\u00f6\u00dfe/java_" + i, i, Sources.FILES));
    }

    Map<String, Object> written = runPython("write", arguments(ofPython));
    for (PackageSpec spec : ofPython) {
      remember(spec, answer(written, spec, "written"));
    }
    checkAll();
    for (int i = 0; i < PACKAGES; i++) {
      publishEdit(specs.get(ofPython.get(i).name()), i);
      publish(ofJava.get(i), make(ofJava.get(i)), i);
    }
    checkAll();

    List<List<Object>> edits = new ArrayList<>();
    Map<String, PackageSpec> edited = new LinkedHashMap<>();
    for (PackageSpec spec : specs.values()) {
      Edit edit = packages.edit(spec, 2, sources);
      edits.add(List.of(spec.arguments(), edit.arguments()));
      edited.put(spec.name(), spec.after(edit));
    }
    Map<String, Object> found =
        runPython("read", arguments(List.copyOf(specs.values())), "edit", edits);
    assertSoftly(
        softly ->
            specs.values().forEach(spec -> checkFound(softly, spec, answer(found, spec, "read"))));
    edited.values().forEach(spec -> remember(spec, answer(found, spec, "edited")));
    checkAll();
  }

  private void putWorkflows() {
    files.put(
        WorkflowConfig.KEY,
        """
        version: '1'
        is_workflow_required: false
        workflows:
          %s: {name: Checked, metadata_schema: any}
        schemas:
          any: {url: '%s/any%%20object.json'}
        """
            .formatted(RandomPackages.WORKFLOW, registry.location())
            .getBytes(StandardCharsets.UTF_8));
    // quilt3 takes metadata that was set to nothing for null.
    files.put(
        "any object.json", "{\"type\": [\"object\", \"null\"]}".getBytes(StandardCharsets.UTF_8));
  }

  // Python -------------------------------------------------------------------------------------

  private static List<Map<String, @Nullable Object>> arguments(List<PackageSpec> specs) {
    return specs.stream().map(PackageSpec::arguments).toList();
  }

  private Map<String, Object> runPython(String what, Object list) throws Exception {
    return runPython(what, list, "edit", List.of());
  }

  private Map<String, Object> runPython(String what, Object list, String then, Object second)
      throws Exception {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("write", List.of());
    arguments.put("read", List.of());
    arguments.put(what, list);
    arguments.put(then, second);
    arguments.put("environment", environment);
    arguments.put("registry", registry.location().toString());
    arguments.put("work", work.toString());
    return python.run("packages.py", arguments);
  }

  private static Map<?, ?> answer(Map<String, Object> found, PackageSpec spec, String what) {
    Map<?, ?> ofPackage = (Map<?, ?>) Objects.requireNonNull(found.get(spec.name()), spec.name());
    return (Map<?, ?>) Objects.requireNonNull(ofPackage.get(what), spec.name());
  }

  private void remember(PackageSpec spec, Map<?, ?> answer) {
    // A push of quilt3 loses the metadata of directories; a build doesn't.
    specs.put(spec.name(), registry.isLocal() ? spec : spec.withoutDirectories());
    published.put(
        spec.name(),
        new Revision(
            String.valueOf(answer.get("topHash")), String.valueOf(answer.get("manifest"))));
  }

  private void checkFound(SoftAssertions softly, PackageSpec spec, Map<?, ?> answer) {
    Revision revision = Objects.requireNonNull(published.get(spec.name()));
    String name = "Python reads " + spec.name();
    softly.assertThat(answer.get("problems")).as(name).isEqualTo(List.of());
    softly.assertThat(answer.get("topHash")).as(name).isEqualTo(revision.topHash());
    softly.assertThat(answer.get("manifest")).as(name).isEqualTo(revision.manifest());
    softly.assertThat(answer.get("verified")).as(name).isEqualTo(true);
  }

  // Java ---------------------------------------------------------------------------------------

  private DataPackage make(PackageSpec spec) {
    DataPackage made = DataPackage.create(session);
    if (spec.directory() != null) {
      made.setDir("", Path.of(spec.directory()));
    }
    for (Entry entry : spec.entries()) {
      if (spec.directory() == null) {
        set(made, entry);
      } else if (entry.meta() != null) {
        made.setMeta(entry.key(), entry.meta());
      }
    }
    spec.directories().forEach(made::setMeta);
    if (spec.meta() != null) {
      made.setMeta(spec.meta());
    }
    return made;
  }

  private static void set(DataPackage made, Entry entry) {
    if (entry.meta() == null) {
      made.set(entry.key(), entry.source());
    } else {
      made.set(entry.key(), entry.source(), entry.meta());
    }
  }

  private void publishEdit(PackageSpec spec, int number) throws IOException {
    Edit edit = packages.edit(spec, 1, Sources.FILES);
    DataPackage edited = registry.browse(spec.name());
    if (edit.delete() != null) {
      edited.delete(edit.delete());
    }
    set(edited, edit.added());
    edit.entryMeta().forEach(edited::setMeta);
    edited.setMeta(edit.packageMeta());
    publish(spec.after(edit), edited, number);
  }

  /** Every other package of a local registry is built, which leaves the files where they are. */
  private void publish(PackageSpec spec, DataPackage made, int number) throws IOException {
    WorkflowChoice workflow =
        spec.workflow() == null
            ? WorkflowChoice.byDefault()
            : WorkflowChoice.named(spec.workflow());
    if (registry.isLocal() && number % 2 == 0) {
      made.build(spec.name(), registry, spec.message(), workflow);
    } else {
      PushOptions options = PushOptions.none().workflow(workflow);
      String message = spec.message();
      made.push(spec.name(), registry, message == null ? options : options.message(message));
    }
    specs.put(spec.name(), spec);
    published.put(spec.name(), new Revision(made.topHash(), dumped(made)));
  }

  private static String dumped(DataPackage pack) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pack.dump(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Reads all packages. */
  private void checkAll() {
    assertThat(registry.listPackages()).containsExactlyInAnyOrderElementsOf(specs.keySet());
    assertSoftly(
        softly -> {
          for (PackageSpec spec : specs.values()) {
            try {
              check(softly, spec);
            } catch (IOException | RuntimeException e) {
              softly.fail(spec.name(), e);
            }
          }
        });
  }

  private void check(SoftAssertions softly, PackageSpec spec) throws IOException {
    String name = "Java reads " + spec.name();
    Revision revision = Objects.requireNonNull(published.get(spec.name()));
    DataPackage found = registry.browse(spec.name());
    softly.assertThat(registry.latest(spec.name())).as(name).isEqualTo(revision.topHash());
    softly.assertThat(found.topHash()).as(name).isEqualTo(revision.topHash());
    softly.assertThat(dumped(found)).as(name).isEqualTo(revision.manifest());
    byte[] stored = files.getBytes(".quilt/packages/" + revision.topHash());
    softly
        .assertThat(new String(stored, StandardCharsets.UTF_8))
        .as(name)
        .isEqualTo(revision.manifest());
    DataPackage loaded = DataPackage.load(new ByteArrayInputStream(stored), session);
    softly.assertThat(loaded).as(name).isEqualTo(found);

    softly.assertThat(found.message().orElse(null)).as(name).isEqualTo(spec.message());
    softly.assertThat(found.meta()).as(name).isEqualTo(orEmpty(spec.meta()));
    softly
        .assertThat(found.workflow().map(workflow -> workflow.get("id")).orElse(null))
        .as(name)
        .isEqualTo(spec.workflow());
    spec.directories()
        .forEach(
            (directory, meta) ->
                softly
                    .assertThat(found.directory(directory).meta())
                    .as(name + ", " + directory)
                    .isEqualTo(meta));
    softly
        .assertThat(found.walk().map(ManifestLine.Entry::logicalKey))
        .as(name)
        .containsExactlyInAnyOrderElementsOf(spec.entries().stream().map(Entry::key).toList());
    for (Entry entry : spec.entries()) {
      check(softly, name + ", " + entry.key(), found.get(entry.key()), entry);
    }
  }

  private void check(SoftAssertions softly, String name, PackageEntry found, Entry entry)
      throws IOException {
    byte[] content = entry.content().bytes();
    softly.assertThat(found.meta()).as(name).isEqualTo(orEmpty(entry.meta()));
    softly.assertThat(found.size()).as(name).hasValue(content.length);
    softly
        .assertThat(found.hash())
        .as(name)
        .hasValue(HashAlgorithm.SHA2_256_CHUNKED.hash(Content.of(content)));
    Location place = found.physicalKey();
    byte[] stored =
        place.scheme().equals("file")
            ? Files.readAllBytes(place.path())
            : files.getBytes(place.key(), place.versionId());
    softly.assertThat(Arrays.equals(stored, content)).as(name).isTrue();
  }

  private static Map<String, @Nullable Object> orEmpty(
      @Nullable Map<String, @Nullable Object> meta) {
    return meta == null ? Map.of() : meta;
  }
}
