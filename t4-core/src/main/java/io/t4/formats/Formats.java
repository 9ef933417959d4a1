package io.t4.formats;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.StorageException;
import io.t4.error.TooLargeException;
import io.t4.formats.internal.PlainValues;
import io.t4.storage.Content;
import io.t4.storage.StorageFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are known: chooses a {@link FormatHandler} by metadata, extension or Java type,
 * and runs it. Safe for use from many threads.
 *
 * <p>Values are never null. A value is read from at most a quarter of the heap in bytes, after
 * decompression; the system property {@code t4.formats.maxBytes} sets another limit.
 */
public final class Formats {
  /** Types that stand for the content itself, whatever its format. */
  private static final Set<Type> CONTENT_TYPES =
      Set.of(byte[].class, ByteBuffer.class, InputStream.class);

  private final FormatSelection selection;
  private final List<SqlEngine> engines;

  private Formats(FormatSelection selection, List<SqlEngine> engines) {
    this.selection = selection;
    this.engines = List.copyOf(engines);
  }

  /** All formats that {@link java.util.ServiceLoader} finds, users' own first. */
  public static Formats load() {
    return new Formats(
        FormatSelection.load(),
        StreamSupport.stream(ServiceLoader.load(SqlEngine.class).spliterator(), false).toList());
  }

  /**
   * Serialised content, and what to record about it.
   *
   * @param format for the object's metadata
   * @param contentType the media type
   */
  public record Serialized(Content content, FormatDescriptor format, String contentType) {}

  /**
   * Whether some handler reads such an object; parameters as in {@link #read}.
   *
   * @return false for what {@link #read} would refuse because no format handles it
   */
  public boolean handles(String key, @Nullable FormatDescriptor descriptor) {
    return !selection.forRead(FileName.of(key).extension(), descriptor).isEmpty();
  }

  /**
   * Reads a value.
   *
   * <p>The handler is the one that {@code descriptor} names, else that of the key's extension; of
   * several, the first that gives the type. {@code byte[]}, {@code ByteBuffer} and {@code
   * InputStream} are the decompressed content whatever the format, and {@code String} is the text
   * of a format whose media type is {@code text/*}. If the format's own value is plain (maps,
   * lists, strings, numbers, booleans), it is bound to any record, bean or generic type.
   *
   * @param key names the content in errors, and its extension chooses the format if {@code
   *     descriptor} is null or names an unknown one
   * @param raw the content as stored: compressed, if the key ends in {@code .gz} or {@code .bz2}
   * @param descriptor the format recorded in the metadata, or null
   * @param type what the caller wants; {@code Object.class} for the natural type
   * @param options of the caller; they win over recorded ones
   * @throws io.t4.error.FormatException if no handler fits, naming key and known formats; or if the
   *     content is malformed, doesn't match the type, or is null
   * @throws TooLargeException if the content is beyond the limit
   * @throws InvalidInputException if the format doesn't know an option
   * @throws StorageException if {@code raw} fails
   */
  public Object read(
      String key,
      FormatSource raw,
      @Nullable FormatDescriptor descriptor,
      Type type,
      Map<String, Object> options) {
    return call(
        key,
        raw,
        source -> {
          List<FormatHandler> fitting = selection.forRead(source.extension(), descriptor);
          Optional<FormatHandler> direct =
              fitting.stream().filter(handler -> handler.canRead(type)).findFirst();
          if (direct.isPresent()) {
            return direct.get().read(source, type, merge(direct.get(), descriptor, options));
          }
          Optional<FormatHandler> content = ofContent(fitting, type);
          if (content.isPresent()) {
            return content.get().read(source, type, options);
          }
          if (fitting.isEmpty()) {
            throw selection.none(key, source.extension(), descriptor, type);
          }
          FormatHandler natural = fitting.get(0);
          Object value = natural.read(source, Object.class, merge(natural, descriptor, options));
          if (!PlainValues.isPlain(value)) {
            throw new FormatException(
                "The format %s can't be read as %s; it gives a %s."
                    .formatted(natural.name(), type.getTypeName(), value.getClass().getName()));
          }
          return PlainValues.bind(value, type);
        });
  }

  /**
   * Writes a value in the format that {@code descriptor}, else the key's extension, else the
   * value's type chooses; compressed if the key ends in {@code .gz} or {@code .bz2}.
   *
   * <p>An extension whose format doesn't take such a value, as bytes under {@code x.csv}, leaves
   * the choice to the value's type; the format is recorded, so it reads back.
   *
   * @param value not null; the JSON {@code null} is Jackson's {@code NullNode}
   * @throws io.t4.error.FormatException if no handler takes such a value, or not the one that
   *     {@code descriptor} names
   * @throws InvalidInputException if a part of the value has no form in the format, naming it; or
   *     if the format doesn't know an option
   */
  public Serialized write(
      String key,
      Object value,
      @Nullable FormatDescriptor descriptor,
      Map<String, Object> options) {
    FileName name = FileName.of(key);
    FormatHandler handler = selection.forWrite(key, name.extension(), value, descriptor);
    ChunkedBuffer buffer = new ChunkedBuffer();
    return naming(
        key,
        () -> {
          Map<String, Object> recorded;
          try (OutputStream out = name.compression().compress(buffer)) {
            recorded =
                handler.write(value, name.extension(), merge(handler, descriptor, options), out);
          }
          return new Serialized(
              buffer.toContent(),
              new FormatDescriptor(handler.name(), recorded),
              name.compression().contentType(handler.contentType()));
        });
  }

  /** Runs one SELECT over an object; parameters as in {@link #read}. */
  public Object select(
      String key,
      FormatSource raw,
      @Nullable FormatDescriptor descriptor,
      String sql,
      Type type,
      Map<String, Object> options) {
    return call(
        key,
        raw,
        source -> {
          for (FormatHandler handler : selection.forRead(source.extension(), descriptor)) {
            for (SqlEngine engine : engines) {
              if (engine.canQuery(handler)) {
                return engine.select(
                    source, handler, merge(handler, descriptor, options), sql, type);
              }
            }
          }
          throw new FormatException(
              engines.isEmpty()
                  ? "No SQL engine is on the class path; add the module t4-tabular."
                  : "SQL can't query it: neither its extension '%s' nor its metadata names a format of tables, such as csv or parquet."
                      .formatted(source.extension()));
        });
  }

  /** A source over a local file, which is used as it is. */
  public static FormatSource source(Path file, String key) {
    return new FileSource(file, FileName.of(key).extension());
  }

  /**
   * A source over content in memory.
   *
   * @param content must not be changed while the source is used
   */
  public static FormatSource source(byte[] content, String key) {
    return new BytesSource(content, FileName.of(key).extension());
  }

  /** The handler of raw content or text, if the type asks for that. */
  private Optional<FormatHandler> ofContent(List<FormatHandler> fitting, Type type) {
    if (CONTENT_TYPES.contains(type)) {
      return selection.named("bytes");
    }
    boolean isText = fitting.isEmpty() || fitting.get(0).contentType().startsWith("text/");
    return type == String.class && isText ? selection.named("utf-8") : Optional.empty();
  }

  /** Recorded options hold for the handler that wrote them only. */
  private static Map<String, Object> merge(
      FormatHandler handler, @Nullable FormatDescriptor descriptor, Map<String, Object> options) {
    Map<String, Object> merged = new LinkedHashMap<>();
    if (descriptor != null && FormatSelection.isNamed(handler, descriptor.name())) {
      merged.putAll(descriptor.options());
    }
    merged.putAll(options);
    return merged;
  }

  private static Object call(String key, FormatSource raw, Body<CallSource, Object> body) {
    return naming(
        key,
        () -> {
          try (CallSource source = new CallSource(key, raw)) {
            return body.run(source);
          }
        });
  }

  /** Runs a handler, and puts the key into whatever it throws. */
  private static <R> R naming(String key, Action<R> action) {
    try {
      return action.run();
    } catch (FormatException e) {
      throw new FormatException(name(key, e), e);
    } catch (TooLargeException e) {
      throw new TooLargeException(name(key, e), e);
    } catch (InvalidInputException e) {
      throw new InvalidInputException(name(key, e), e);
    } catch (IOException e) {
      throw StorageFailures.translate("read or write '" + key + "'", e);
    } catch (UncheckedIOException e) {
      throw StorageFailures.translate("read or write '" + key + "'", new IOException(e));
    } catch (OutOfMemoryError e) {
      // What was read so far belongs to this call alone and is garbage now. The limit in bytes
      // doesn't cover it: "[]," has three bytes, and a list takes ten times that.
      throw new TooLargeException(
          key
              + ": the value doesn't fit into the memory of this JVM; read it with openStream or"
              + " fetch, or raise -Xmx",
          e);
    }
  }

  private static String name(String key, Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.contains(key) ? message : key + ": " + message;
  }

  private interface Action<R> {
    R run() throws IOException;
  }

  private interface Body<A, R> {
    R run(A argument) throws IOException;
  }
}
