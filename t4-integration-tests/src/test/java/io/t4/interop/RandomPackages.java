package io.t4.interop;

import io.t4.bucket.Bucket;
import io.t4.interop.PackageSpec.Content;
import io.t4.interop.PackageSpec.Edit;
import io.t4.interop.PackageSpec.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes specifications of packages, and the files and objects that they name. */
final class RandomPackages {
  /** From here on content is hashed, and sent, in parts. */
  private static final int PART = 8 << 20;

  /** The workflow of the registries of these tests. */
  static final String WORKFLOW = "checked";

  private static final List<String> SEGMENTS =
      List.of(
          "a",
          "a-b",
          "a b",
          "a.b",
          "a!",
          "A",
          "aa",
          "\u00e4",
          "a\u0308",
          "e\u0301",
          "\u00e9",
          "100%",
          "%41",
          "%2F",
          "%",
          "c++",
          "1+1",
          "#1",
          "what?",
          "you&me",
          "it's",
          "say \"hi\"",
          "semi;colon",
          "comma,",
          "k=v",
          "[x]{y}",
          "~tilde",
          "$HOME",
          "back\\slash",
          "@at",
          "`t`",
          "^",
          "|",
          "<lt>",
          "*",
          "-dash",
          "..dots",
          "...",
          ".hidden",
          " lead",
          "trail ",
          "s3:",
          ":",
          "file",
          "\u65e5\u672c\u8a9e",
          "\ufffd",
          "\uff5e",
          "\ud800\udc00",
          "\ud83d\ude00.csv",
          "x".repeat(200),
          "\u00fc".repeat(60));

  private final Random random;
  private final RandomJson json;
  private final Path work;

  /** Where some entries come from instead of a file; null for none. */
  private final @Nullable Bucket objects;

  /**
   * @param work below which the files are made
   */
  RandomPackages(Random random, Path work, @Nullable Bucket objects) {
    this.random = random;
    this.json = new RandomJson(random);
    this.work = work;
    this.objects = objects;
  }

  /** How content gets into a package. */
  enum Sources {
    /** Files; where there is a bucket, also some objects of it. */
    FILES,
    /** For who can't upload: all of it is in the bucket already. */
    OBJECTS
  }

  /** A package; one in twenty has content above the size of a part. */
  PackageSpec next(String name, int number, Sources sources) throws IOException {
    Path files = work.resolve("files " + name.replace('/', ' '));
    Files.createDirectories(files);
    Set<String> directories = new HashSet<>();
    List<Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    boolean atOnce = sources == Sources.FILES && random.nextInt(4) == 0;
    for (int i = random.nextInt(8); i > 0; i--) {
      String key = key();
      if (isFree(key, keys, directories)) {
        keys.add(key);
        above(key, directories);
        entries.add(entry(files, key, size(), atOnce ? Sources.FILES : mostly(sources)));
      }
    }
    if (number % 20 == 0) {
      int size = number == 0 ? PART : PART + 1 + random.nextInt(PART);
      entries.add(entry(files, "large file.bin", size, sources));
    }
    if (random.nextInt(4) == 0) {
      directories.add("only metadata/");
    }
    Map<String, Map<String, @Nullable Object>> directoryMeta = new LinkedHashMap<>();
    directories.stream()
        .sorted()
        .filter(directory -> random.nextInt(3) == 0)
        .forEach(directory -> directoryMeta.put(directory, notEmpty()));
    return new PackageSpec(
        name,
        message(),
        random.nextInt(4) == 0 ? null : json.object(),
        directoryMeta,
        entries,
        workflow(),
        atOnce ? files.toString() : null);
  }

  private Sources mostly(Sources sources) {
    return random.nextInt(5) == 0 ? Sources.OBJECTS : sources;
  }

  private Map<String, @Nullable Object> notEmpty() {
    Map<String, @Nullable Object> object = json.object();
    object.put("n", random.nextLong());
    return object;
  }

  private @Nullable String message() {
    return random.nextInt(4) == 0 ? null : json.text();
  }

  private @Nullable String workflow() {
    return random.nextInt(3) == 0 ? WORKFLOW : null;
  }

  private int size() {
    return random.nextInt(4) == 0 ? 0 : random.nextInt(4_000);
  }

  private String key() {
    StringBuilder key = new StringBuilder(segment());
    int depth = random.nextInt(20) == 0 ? 12 : random.nextInt(4);
    for (int i = 0; i < depth; i++) {
      String segment = segment();
      // S3 takes 1,024 bytes, of which the name of the package is a part.
      if ((key + segment).getBytes(StandardCharsets.UTF_8).length < 600) {
        key.append('/').append(segment);
      }
    }
    return key.toString();
  }

  private String segment() {
    return SEGMENTS.get(random.nextInt(SEGMENTS.size()));
  }

  private static boolean isFree(String key, Set<String> keys, Set<String> directories) {
    Set<String> needed = new HashSet<>();
    above(key, needed);
    return !keys.contains(key)
        && !directories.contains(key + "/")
        && needed.stream().noneMatch(name -> keys.contains(name.substring(0, name.length() - 1)));
  }

  private static void above(String key, Set<String> directories) {
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      directories.add(key.substring(0, slash + 1));
    }
  }

  private Entry entry(Path files, String key, int size, Sources sources) throws IOException {
    Content content = new Content(random.nextLong(), size);
    String source;
    if (sources == Sources.OBJECTS && objects != null) {
      source =
          objects.put("sources/" + random.nextInt(100) + "/" + key, content.bytes()).toString();
    } else {
      Path file = files.resolve(key);
      Files.createDirectories(file.getParent());
      source = Files.write(file, content.bytes()).toString();
    }
    return new Entry(key, source, random.nextInt(3) == 0 ? null : json.object(), content);
  }

  /**
   * Changes to a package.
   *
   * @param revision another one for each of a package
   */
  Edit edit(PackageSpec spec, int revision, Sources sources) throws IOException {
    String delete = null;
    if (!spec.entries().isEmpty()) {
      String key = any(spec).key();
      int slash = key.indexOf('/');
      delete = slash > 0 && random.nextBoolean() ? key.substring(0, slash) : key;
    }
    Path files = work.resolve("edit " + spec.name().replace('/', ' '));
    Entry added = entry(files, "edit/" + revision + segment(), size(), sources);
    Edit edit =
        new Edit(delete, added, new LinkedHashMap<>(), json.object(), message(), workflow());
    List<Entry> left = spec.after(edit).entries();
    Entry changed = left.get(random.nextInt(left.size()));
    if (!changed.equals(added)) {
      edit.entryMeta().put(changed.key(), json.object());
    }
    return edit;
  }

  private Entry any(PackageSpec spec) {
    return spec.entries().get(random.nextInt(spec.entries().size()));
  }
}
