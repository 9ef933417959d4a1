package io.t4.bucket;

import io.t4.formats.FormatDescriptor;
import io.t4.storage.ObjectStat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object's metadata: what users recorded, and how the content is to be read.
 *
 * <p>T4 keeps it as JSON in one entry, {@code x-amz-meta-helium}. Objects that other tools wrote
 * have none: their user metadata is empty, and their own entries are in {@link #plain()}.
 */
public final class ObjectMeta {
  private final Map<String, Object> helium;
  private final Map<String, String> plain;

  ObjectMeta(Map<String, Object> helium, Map<String, String> plain) {
    this.helium = Collections.unmodifiableMap(new LinkedHashMap<>(helium));
    this.plain = Map.copyOf(plain);
  }

  /** The metadata that a store says an object has. */
  public static ObjectMeta of(ObjectStat stat) {
    return Helium.read(stat.userMetadata());
  }

  /** What users recorded; JSON values by name, in order. Never null, unmodifiable. */
  @SuppressWarnings("unchecked") // JSON objects have strings as names.
  public Map<String, Object> userMeta() {
    return helium.get(Helium.USER_META) instanceof Map<?, ?> map
        ? Collections.unmodifiableMap((Map<String, Object>) map)
        : Map.of();
  }

  /** The format that the content was written in, if that was recorded. */
  public Optional<FormatDescriptor> format() {
    return FormatDescriptor.recordedIn(helium);
  }

  /** All that T4 recorded: {@code user_meta}, {@code format}, {@code target}. Unmodifiable. */
  public Map<String, Object> asMap() {
    return helium;
  }

  /** The entries that other tools wrote, by lower-case name without {@code x-amz-meta-}. */
  public Map<String, String> plain() {
    return plain;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectMeta meta
        && helium.equals(meta.helium)
        && plain.equals(meta.plain);
  }

  @Override
  public int hashCode() {
    return 31 * helium.hashCode() + plain.hashCode();
  }

  @Override
  public String toString() {
    return plain.isEmpty() ? helium.toString() : helium + " " + plain;
  }
}
