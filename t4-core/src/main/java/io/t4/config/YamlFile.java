package io.t4.config;

import io.t4.error.ConfigException;
import io.t4.storage.StorageFailures;
import io.t4.storage.local.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A YAML file with names and values, replaced as a whole. */
final class YamlFile {
  /** Who may read the file. */
  enum Readers {
    /** Whom the user's defaults allow. */
    USUAL,
    /** The user alone, where the file system knows such a thing. */
    OWNER
  }

  private final Path path;

  /** For messages: {@code configuration}. */
  private final String name;

  private final Readers readers;

  YamlFile(Path path, String name, Readers readers) {
    this.path = path;
    this.name = name;
    this.readers = readers;
  }

  Path path() {
    return path;
  }

  /**
   * The names and values, without those that are null; empty if there is no file.
   *
   * @throws ConfigException if the file holds something else
   */
  Map<String, Object> read() {
    String text;
    try {
      text = Files.readString(path);
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    } catch (CharacterCodingException e) {
      throw new ConfigException("The " + this + " is not UTF-8 text; save it as UTF-8.", e);
    } catch (IOException e) {
      throw StorageFailures.translate("read the " + this, e);
    }
    Map<String, Object> values = new TreeMap<>();
    Object content = parsed(text);
    if (content == null) {
      return values;
    }
    if (!(content instanceof Map<?, ?> map)) {
      throw notFlat();
    }
    map.forEach(
        (key, value) -> {
          if (value != null) {
            values.put(String.valueOf(key), value);
          }
        });
    return values;
  }

  private @Nullable Object parsed(String text) {
    LoadSettings loading = LoadSettings.builder().setLabel(path.toString()).build();
    try {
      requireFlat(text, loading);
      return new Load(loading).loadFromString(text);
    } catch (YamlEngineException e) {
      // A parser quotes the line that it doesn't understand.
      throw readers == Readers.OWNER
          ? new ConfigException("The " + this + " is not YAML; remove it and sign in again.")
          : new ConfigException("The %s is not YAML: %s".formatted(this, e.getMessage()), e);
    }
  }

  /** By the events, which need no recursion: a hostile file must not end the thread. */
  private void requireFlat(String text, LoadSettings loading) {
    int depth = 0;
    ParserImpl events = new ParserImpl(loading, new StreamReader(loading, text));
    while (events.hasNext()) {
      Event event = events.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {
          // Scalars, aliases, and the ends of documents.
        }
      }
      if (depth > 1) {
        throw notFlat();
      }
    }
  }

  private ConfigException notFlat() {
    return new ConfigException(
        readers == Readers.OWNER
            ? "The " + this + " must hold URLs and tokens; remove it and sign in again."
            : "The " + this + " must hold names and values, such as region: us-east-1");
  }

  /** Writes the file, or leaves what was there. */
  void write(Map<String, ?> values) {
    String yaml =
        new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build())
            .dumpToString(values);
    StorageFailures.running(
        "write the " + this,
        () -> {
          try (AtomicFile output = AtomicFile.create(path)) {
            restrict(output.temporary());
            Files.writeString(output.temporary(), yaml, StandardCharsets.UTF_8);
            output.commit();
          }
        });
  }

  /** Before anything is in it. */
  private void restrict(Path file) throws IOException {
    if (readers == Readers.OWNER) {
      PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (posix != null) {
        posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Override
  public String toString() {
    return name + " " + path;
  }
}
