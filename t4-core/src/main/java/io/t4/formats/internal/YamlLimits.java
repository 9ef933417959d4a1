package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.json.Json;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;

/** What a document may not do to the reader: nest without end, or grow without end by aliases. */
final class YamlLimits {
  /**
   * The number of values after aliases are expanded. Shared parts cost nothing here, but whoever
   * converts or prints the value visits each of them.
   */
  private static final long MAX_VALUES = 10_000_000;

  /** What a value is after its aliases are expanded. */
  private record Extent(long values, int height) {
    static final Extent SCALAR = new Extent(1, 0);

    /** Stands for a container that is being measured. */
    static final Extent UNFINISHED = new Extent(0, 0);

    /** The extent of a container so far, with one more element. */
    Extent with(Extent element) {
      return new Extent(values + element.values, Math.max(height, element.height + 1));
    }
  }

  private final IdentityHashMap<Object, Extent> measured = new IdentityHashMap<>();

  private YamlLimits() {}

  /**
   * Returns the value if its expanded extent is bounded.
   *
   * @throws FormatException if a container contains itself
   * @throws TooLargeException if aliases make too much of it
   */
  static Object requireBounded(Object value) {
    new YamlLimits().measure(value, 0);
    return value;
  }

  private Extent measure(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      return measureAll(map, keysAndValues(map), depth);
    }
    return value instanceof Collection<?> list ? measureAll(list, list, depth) : Extent.SCALAR;
  }

  private Extent measureAll(Object container, Iterable<?> elements, int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw tooDeep();
    }
    Extent known = measured.putIfAbsent(container, Extent.UNFINISHED);
    if (Extent.UNFINISHED.equals(known)) {
      throw new FormatException("A list or map contains itself, which values in memory can't.");
    }
    if (known != null) {
      return known;
    }
    Extent extent = Extent.SCALAR;
    for (Object element : elements) {
      extent = extent.with(measure(element, depth + 1));
      if (extent.values > MAX_VALUES) {
        throw new TooLargeException(
            "The YAML has more than %d values after its aliases are expanded."
                .formatted(MAX_VALUES));
      }
      if (extent.height > Json.MAX_DEPTH) {
        throw tooDeep();
      }
    }
    measured.put(container, extent);
    return extent;
  }

  private static List<?> keysAndValues(Map<?, ?> map) {
    return Stream.concat(map.keySet().stream(), map.values().stream()).toList();
  }

  private static TooLargeException tooDeep() {
    return new TooLargeException(
        "The YAML is nested deeper than %d levels.".formatted(Json.MAX_DEPTH));
  }

  /** Ends a document that nests too deep before the composer, which recurses, sees it. */
  static final class Parser implements org.snakeyaml.engine.v2.parser.Parser {
    private final org.snakeyaml.engine.v2.parser.Parser events;
    private int depth;

    Parser(org.snakeyaml.engine.v2.parser.Parser events) {
      this.events = events;
    }

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public boolean checkEvent(Event.ID id) {
      return events.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
      return events.peekEvent();
    }

    @Override
    public Event next() {
      Event event = events.next();
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth > Json.MAX_DEPTH) {
        throw tooDeep();
      }
      return event;
    }
  }
}
