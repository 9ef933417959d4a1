package io.t4.packages;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.InvalidKeyException;
import io.t4.hashing.ContentHash;
import io.t4.storage.Location;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tables and trees against a plain sorted map. */
class EntryTableTest {
  private static final String[] NAMES = {
    "a", "a-b", "a b", "b.csv", "ä", "日本", "\uFFFD", "😀", "x".repeat(200), "~", "0"
  };

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  EntryTableTest() {
    System.out.println("seed " + seed);
  }

  private String key(String name) {
    StringBuilder key = new StringBuilder();
    for (int depth = random.nextInt(3); depth > 0; depth--) {
      key.append("d").append(NAMES[random.nextInt(NAMES.length)]).append('/');
    }
    return key.append(name).toString();
  }

  private PackageEntry entry() {
    String meta = random.nextBoolean() ? "{}" : "{\"user_meta\":{\"n\":" + random.nextInt() + "}}";
    return new PackageEntry(
        Location.parse("s3://bucket/k" + random.nextInt(1000) + "?versionId=v/" + random.nextInt())
            .toString(),
        random.nextInt(5) == 0
            ? PackageEntry.UNKNOWN
            : random.nextLong() >>> (1 + random.nextInt(63)),
        hash(),
        meta);
  }

  private @Nullable ContentHash hash() {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1 -> new ContentHash("SHA256", "%064x".formatted(random.nextInt(Integer.MAX_VALUE)));
      case 2 -> new ContentHash("SHA256", "ABCDEF no hexadecimal digits");
      case 3 -> new ContentHash("CRC64NVME", "1KmCQyat0k0=");
      case 4 -> new ContentHash("blake9", "whatever");
      default ->
          new ContentHash("sha2-256-chunked", "BCp9ZKWB7y7pg/IQWIAcw1ZjtwXmxV9i+o4PGOzHCYk=");
    };
  }

  private Map<String, PackageEntry> someEntries(int count) {
    Map<String, PackageEntry> entries = new TreeMap<>(LogicalKeys.ORDER);
    for (int i = 0; i < count; i++) {
      entries.put(key("f" + random.nextInt() + NAMES[random.nextInt(NAMES.length)]), entry());
    }
    return entries;
  }

  @Test
  void whatWentInComesOutInOrderWhateverTheOrderItCame() {
    Map<String, PackageEntry> expected = someEntries(40_000);
    List<String> keys = new ArrayList<>(expected.keySet());
    if (random.nextBoolean()) {
      Collections.shuffle(keys, random);
    } else {
      Collections.swap(keys, 5, 20_000);
    }
    EntrySorter sorter = new EntrySorter();
    keys.forEach(key -> sorter.add(new ManifestLine.Entry(key, requireNonNull(expected.get(key)))));
    EntryTable table = sorter.table();

    assertThat(table.size()).isEqualTo(expected.size());
    assertSame(table.iterator(), expected);
    for (int i = 0; i < 200; i++) {
      String key = keys.get(random.nextInt(keys.size()));
      assertThat(table.get(key)).isEqualTo(expected.get(key));
      assertThat(table.get(key + "-")).isNull();
    }
  }

  @Test
  void changesOfTheTreeAreThoseOfAMap() {
    PackageTree tree = new PackageTree(Map.of());
    Map<String, PackageEntry> expected = someEntries(5_000);
    EntryTable.Builder table = new EntryTable.Builder();
    expected.forEach((key, entry) -> table.add(new ManifestLine.Entry(key, entry)));
    tree.replace(table.build());
    List<String> keys = new ArrayList<>(expected.keySet());
    for (int i = 0; i < 40_000; i++) {
      String key = keys.get(random.nextInt(keys.size()));
      if (random.nextInt(3) == 0) {
        if (expected.remove(key) != null) {
          tree.remove(key);
        }
      } else {
        String added = random.nextBoolean() ? key : key("n" + random.nextInt());
        PackageEntry entry = entry();
        expected.put(added, entry);
        tree.put(added, entry);
      }
    }
    assertSame(tree.entries(""), expected);
    tree.removeDirectory("dä/");
    expected.keySet().removeIf(key -> key.startsWith("dä/"));
    assertSame(tree.entries(""), expected);
    expected.keySet().removeIf(key -> !key.startsWith("d😀/"));
    assertSame(tree.entries("d😀/"), expected);
  }

  private static void assertSame(
      Iterator<ManifestLine.Entry> actual, Map<String, PackageEntry> expected) {
    for (Map.Entry<String, PackageEntry> want : expected.entrySet()) {
      ManifestLine.Entry got = actual.next();
      assertThat(got.logicalKey()).isEqualTo(want.getKey());
      assertThat(got.entry()).isEqualTo(want.getValue());
      assertThat(got.entry().get()).isEqualTo(want.getValue().get());
    }
    assertThat(actual.hasNext()).isFalse();
  }

  @Test
  void aKeyIsThereOnceAndIsNoDirectory() {
    assertRefused("twice", "a", "b", "a");
    assertRefused("twice", "a", "a");
    assertRefused("needs a directory where the entry 'a' is", "a/b", "a-b", "a");
    assertRefused("needs a directory where the entry 'a' is", "a", "a/b");
  }

  private void assertRefused(String message, String... keys) {
    assertThatThrownBy(
            () -> {
              EntrySorter sorter = new EntrySorter();
              for (String key : keys) {
                sorter.add(new ManifestLine.Entry(key, entry()));
              }
              sorter.table();
            })
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(message);
  }
}
