package io.t4.storage;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A bucket that doesn't exist is told from a key that doesn't, by every operation. */
public interface MissingBucketContract extends StoreUnderTest {
  /** Opens a bucket that does not exist; the test closes it. */
  ObjectStore missingBucket() throws Exception;

  @Test
  default void missingBucketIsNamed() throws Exception {
    try (ObjectStore missing = missingBucket()) {
      Map<String, ThrowingCallable> operations =
          Map.of(
              "stat", () -> missing.stat("key", null),
              "open", () -> missing.open("key", ReadOptions.ALL),
              "put", () -> missing.put("key", Content.of(new byte[1]), WriteOptions.NONE),
              "delete", () -> missing.delete("key", null),
              "deleteAll", () -> missing.deleteAll(List.of("key")),
              "list", () -> StoreUnderTest.all(missing.list("")),
              "list from a key on", () -> StoreUnderTest.all(missing.list("a/", "a/b")),
              "list with prefix", () -> StoreUnderTest.all(missing.list("a/b")),
              "listDirectory", () -> StoreUnderTest.all(missing.listDirectory("")));
      String location = missing.location().toString();
      operations.forEach(
          (name, operation) ->
              assertThatExceptionOfType(NoSuchBucketException.class)
                  .as(name)
                  .isThrownBy(operation)
                  .withMessageContaining(location));
    }
  }
}
