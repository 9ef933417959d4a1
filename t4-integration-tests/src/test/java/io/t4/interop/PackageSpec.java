package io.t4.interop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a package is to be, for Java and Python alike.
 *
 * @param meta null if none is given
 * @param directories metadata of directories by their names, with {@code /} at the end
 * @param workflow null for the registry's default
 * @param directory where all files are below their logical keys, to be added at once; null if they
 *     are added one by one
 */
record PackageSpec(
    String name,
    @Nullable String message,
    @Nullable Map<String, @Nullable Object> meta,
    Map<String, Map<String, @Nullable Object>> directories,
    List<Entry> entries,
    @Nullable String workflow,
    @Nullable String directory) {

  /**
   * What an entry is to be.
   *
   * @param source the path of a file or the URI of an object
   * @param meta null if none is given
   */
  record Entry(
      String key, String source, @Nullable Map<String, @Nullable Object> meta, Content content) {
    Map<String, @Nullable Object> arguments() {
      Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
      arguments.put("key", key);
      arguments.put("source", source);
      arguments.put("meta", meta);
      return arguments;
    }
  }

  /** Random bytes that can be made again. */
  record Content(long seed, int size) {
    byte[] bytes() {
      byte[] bytes = new byte[size];
      new Random(seed).nextBytes(bytes);
      return bytes;
    }
  }

  /**
   * Changes to a package.
   *
   * @param delete an entry or directory; null for none
   * @param added replaces none
   * @param entryMeta new metadata of entries by key
   */
  record Edit(
      @Nullable String delete,
      Entry added,
      Map<String, Map<String, @Nullable Object>> entryMeta,
      Map<String, @Nullable Object> packageMeta,
      @Nullable String message,
      @Nullable String workflow) {
    Map<String, @Nullable Object> arguments() {
      Map<String, @Nullable Object> arguments = added.arguments();
      arguments.put("delete", delete);
      arguments.put("entryMeta", entryMeta);
      arguments.put("packageMeta", packageMeta);
      arguments.put("message", message);
      arguments.put("workflow", workflow);
      return arguments;
    }

    private boolean leaves(String key) {
      return delete == null || !(key.equals(delete) || key.startsWith(delete + "/"));
    }
  }

  /** What the package is after changes. */
  PackageSpec after(Edit edit) {
    List<Entry> left = new ArrayList<>();
    for (Entry entry : entries) {
      if (edit.leaves(entry.key())) {
        left.add(
            edit.entryMeta().containsKey(entry.key())
                ? new Entry(
                    entry.key(), entry.source(), edit.entryMeta().get(entry.key()), entry.content())
                : entry);
      }
    }
    left.add(edit.added());
    Map<String, Map<String, @Nullable Object>> leftDirectories = new LinkedHashMap<>(directories);
    leftDirectories.keySet().removeIf(name -> !edit.leaves(name));
    return new PackageSpec(
        name, edit.message(), edit.packageMeta(), leftDirectories, left, edit.workflow(), null);
  }

  PackageSpec withoutDirectories() {
    return new PackageSpec(name, message, meta, Map.of(), entries, workflow, directory);
  }

  /** For the script. */
  Map<String, @Nullable Object> arguments() {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    arguments.put("name", name);
    arguments.put("message", message);
    arguments.put("meta", meta);
    arguments.put("directories", directories);
    arguments.put("entries", entries.stream().map(Entry::arguments).toList());
    arguments.put("workflow", workflow);
    arguments.put("directory", directory);
    return arguments;
  }
}
