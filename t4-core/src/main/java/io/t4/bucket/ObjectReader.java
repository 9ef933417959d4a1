package io.t4.bucket;

import io.t4.error.NotFoundException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatDescriptor;
import io.t4.session.T4Session;
import io.t4.storage.Listing;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import io.t4.storage.StorageFailures;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Reads objects, and directories of them, into memory. */
final class ObjectReader {
  /** What a Java array holds, less the few words that some JVMs need. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final T4Session session;
  private final ObjectStore store;

  ObjectReader(T4Session session, ObjectStore store) {
    this.session = session;
    this.store = store;
  }

  byte[] bytes(String key, @Nullable String versionId) throws IOException {
    try (ObjectContent content = store.open(key, ReadOptions.version(versionId))) {
      if (content.stat().size() > MAX_ARRAY) {
        throw new TooLargeException(
            "'%s' has %d bytes, and an array takes %d; read it with openStream or fetch."
                .formatted(key, content.stat().size(), MAX_ARRAY));
      }
      return content.stream().readNBytes((int) content.stat().size());
    }
  }

  Object read(String key, @Nullable String versionId, Type type, Map<String, Object> options) {
    ObjectKeys.requireValidPrefix(key);
    if (!key.isEmpty() && !ObjectKeys.isDirectory(key)) {
      try {
        ObjectStat stat = store.stat(key, versionId);
        return object(stat, type, options);
      } catch (NoSuchFileException e) {
        if (versionId != null) {
          throw StorageFailures.translate("read " + uri(key), e);
        }
      } catch (IOException e) {
        throw StorageFailures.translate("read " + uri(key), e);
      }
    }
    return StorageFailures.translating("read " + uri(key), () -> directory(key, type, options));
  }

  Object select(String key, @Nullable String versionId, String sql, Type type) {
    return StorageFailures.translating(
        "query " + uri(key),
        () -> {
          ObjectStat stat = store.stat(key, versionId);
          try (ObjectSource source = new ObjectSource(session, store, stat)) {
            return session.formats().select(key, source, descriptor(stat), sql, type, Map.of());
          }
        });
  }

  private Object object(ObjectStat stat, Type type, Map<String, Object> options)
      throws IOException {
    try (ObjectSource source = new ObjectSource(session, store, stat)) {
      return session.formats().read(stat.key(), source, descriptor(stat), type, options);
    }
  }

  private Map<String, Object> directory(String key, Type type, Map<String, Object> options)
      throws IOException {
    Type valueType = valueType(key, type);
    String prefix = ObjectKeys.directoryPrefix(key);
    SortedMap<String, Object> values = new ConcurrentSkipListMap<>(ObjectKeys.ORDER);
    Listing<ObjectSummary> listing = store.list(prefix);
    if (!listing.hasNext() && !key.isEmpty()) {
      listing.close();
      throw new NotFoundException(
          "There is no object and no directory '%s' in %s.".formatted(key, store.location()));
    }
    session
        .transfers()
        .parallelism()
        .forEachObject(
            listing,
            object -> {
              if (!ObjectKeys.isDirectory(object.key())) {
                ObjectStat stat = store.stat(object.key(), object.versionId());
                values.put(
                    object.key().substring(prefix.length()), value(stat, valueType, options));
              }
            });
    return new LinkedHashMap<>(values);
  }

  private Object value(ObjectStat stat, Type type, Map<String, Object> options) throws IOException {
    boolean handled = session.formats().handles(stat.key(), descriptor(stat));
    return handled || type != Object.class
        ? object(stat, type, options)
        : bytes(stat.key(), stat.versionId());
  }

  private Type valueType(String key, Type type) {
    if (type == Object.class || type == Map.class) {
      return Object.class;
    }
    if (type instanceof ParameterizedType map
        && map.getRawType() == Map.class
        && map.getActualTypeArguments()[0] == String.class) {
      return map.getActualTypeArguments()[1];
    }
    throw new NotFoundException(
        "There is no object '%s' in %s; a directory of that name can be read as a Map, not as %s."
            .formatted(key, store.location(), type.getTypeName()));
  }

  private static @Nullable FormatDescriptor descriptor(ObjectStat stat) {
    return Helium.read(stat.userMetadata()).format().orElse(null);
  }

  private String uri(String key) {
    return store.location().resolve(key, null).toString();
  }
}
