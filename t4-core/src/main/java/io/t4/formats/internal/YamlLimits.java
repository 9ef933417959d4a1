package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.json.Json;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.Event;

/** What a document may not do to the reader: nest without end, or grow without end by aliases. */
final class YamlLimits {
  /**
   * The number of values after aliases are expanded. Shared parts cost nothing here, but whoever
   * converts or prints the value visits each of them.
   */
  private static final long MAX_VALUES = 10_000_000;

  private static final long UNFINISHED = -1;

  private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();

  private YamlLimits() {}

  /**
   * Returns the value if its expanded size is bounded.
   *
   * @throws FormatException if a container contains itself
   * @throws TooLargeException if aliases make too much of it
   */
  static Object requireBounded(Object value) {
    new YamlLimits().size(value, 1);
    return value;
  }

  private long size(@Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      Long known = known(value, depth);
      if (known != null) {
        return known;
      }
      long sum = 1;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        sum += size(entry.getKey(), depth + 1) + size(entry.getValue(), depth + 1);
        requireSize(sum);
      }
      sizes.put(value, sum);
      return sum;
    }
    if (value instanceof Collection<?> list) {
      Long known = known(value, depth);
      if (known != null) {
        return known;
      }
      long sum = 1;
      for (Object element : list) {
        sum += size(element, depth + 1);
        requireSize(sum);
      }
      sizes.put(value, sum);
      return sum;
    }
    return 1;
  }

  private @Nullable Long known(Object container, int depth) {
    if (depth > Json.MAX_DEPTH) {
      throw tooDeep();
    }
    Long known = sizes.putIfAbsent(container, UNFINISHED);
    if (known != null && known == UNFINISHED) {
      throw new FormatException("A list or map contains itself, which values in memory can't.");
    }
    return known;
  }

  private static void requireSize(long size) {
    if (size > MAX_VALUES) {
      throw new TooLargeException(
          "The YAML has more than %d values after its aliases are expanded.".formatted(MAX_VALUES));
    }
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
