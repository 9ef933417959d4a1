package io.t4.formats;

import io.t4.error.FormatException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Which handler is used for what. */
final class FormatSelection {
  private final List<FormatHandler> handlers;

  /**
   * @param handlers the ones that win first
   */
  FormatSelection(List<FormatHandler> handlers) {
    this.handlers = List.copyOf(handlers);
  }

  /** Users' handlers first, then those of this module, then those of T4's other modules. */
  static FormatSelection load() {
    List<FormatHandler> found =
        new ArrayList<>(
            StreamSupport.stream(ServiceLoader.load(FormatHandler.class).spliterator(), false)
                .toList());
    // Stable, so the order within a services file stays.
    found.sort(Comparator.comparingInt(FormatSelection::rank));
    return new FormatSelection(found);
  }

  /** All that fit, best first: by the recorded name, then by extension. */
  List<FormatHandler> forRead(String extension, @Nullable FormatDescriptor descriptor) {
    Set<FormatHandler> fitting = new LinkedHashSet<>();
    if (descriptor != null) {
      handlers.stream()
          .filter(handler -> isNamed(handler, descriptor.name()))
          .forEach(fitting::add);
    }
    handlers.stream()
        .filter(handler -> handler.extensions().contains(extension))
        .forEach(fitting::add);
    return List.copyOf(fitting);
  }

  /**
   * The handler that writes a value: the one that {@code descriptor} names, else by extension, else
   * the first that takes such values.
   */
  FormatHandler forWrite(
      String key, String extension, Object value, @Nullable FormatDescriptor descriptor) {
    if (descriptor != null) {
      return handlers.stream()
          .filter(handler -> isNamed(handler, descriptor.name()) && handler.canWrite(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new FormatException(
                      "%s: the format '%s' can't write a %s; name another or none. Known formats: %s."
                          .formatted(key, descriptor.name(), value.getClass().getName(), known())));
    }
    List<FormatHandler> able = handlers.stream().filter(h -> h.canWrite(value)).toList();
    return able.stream()
        .filter(handler -> handler.extensions().contains(extension))
        .findFirst()
        .or(() -> able.stream().findFirst())
        .orElseThrow(
            () ->
                new FormatException(
                    "%s: no format writes a %s; turn it into byte[], text, a table or plain values first, or add a FormatHandler. Known formats: %s."
                        .formatted(key, value.getClass().getName(), known())));
  }

  /** The handler of a name; T4's own always exist. */
  Optional<FormatHandler> named(String name) {
    return handlers.stream().filter(handler -> isNamed(handler, name)).findFirst();
  }

  FormatException none(
      String key, String extension, @Nullable FormatDescriptor descriptor, Type type) {
    String what = extension.isEmpty() ? "a key without extension" : "the extension ." + extension;
    if (descriptor != null) {
      what = "the format '" + descriptor.name() + "' that its metadata records, nor for " + what;
    }
    String wanted = type == Object.class ? "" : " that gives " + type.getTypeName();
    return new FormatException(
        "%s: there is no format%s for %s. Bucket.getBytes and 't4 cat' give its bytes; a FormatHandler adds a format to these: %s."
            .formatted(key, wanted, what, known()));
  }

  static boolean isNamed(FormatHandler handler, String name) {
    return handler.name().equals(name) || handler.aliases().contains(name);
  }

  private String known() {
    return handlers.stream()
        .map(handler -> handler.name() + " (" + String.join(" ", handler.extensions()) + ")")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static int rank(FormatHandler handler) {
    String type = handler.getClass().getName();
    if (!type.startsWith("io.t4.")) {
      return 0;
    }
    return type.startsWith("io.t4.formats.") ? 1 : 2;
  }
}
