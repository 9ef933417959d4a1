package io.t4.examples;

import io.t4.bucket.Bucket;
import io.t4.formats.TypeToken;
import io.t4.storage.ObjectSummary;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dflib.DataFrame;

/**
 * Writes to a bucket, looks around, reads, and deletes what it wrote.
 *
 * <p>Takes the bucket's URI: {@code s3://name}, or {@code file:///directory}.
 */
public final class BucketTour {
  record Hammer(String name, String owner, double weight) {}

  record Storm(String place, double wind) {}

  private BucketTour() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("Give the URI of a bucket, such as s3://my-bucket or file:///tmp/lab.");
      System.exit(2);
    }
    Bucket b = Bucket.open(arguments[0]);
    write(b);
    look(b);
    read(b);
    describe(b);
    fetch(b);
    delete(b);
  }

  private static void write(Bucket b) {
    b.put("thor/greeting.txt", "Hail Thor!", Map.of("name", "thor"));
    b.put("thor/hammer.json", new Hammer("Mjölnir", "Thor", 42.5));
    b.put(
        "storms/may.csv",
        List.of(
            new Storm("Thrudheim", 69.5), new Storm("Vimur", 121.2), new Storm("Jotunheim", 90.6)));
  }

  private static void look(Bucket b) {
    System.out.println("keys: " + b.keys());
    // Lazy: for buckets with millions of objects.
    try (Stream<ObjectSummary> objects = b.list("thor/")) {
      System.out.println("in thor/: " + objects.map(ObjectSummary::key).toList());
    }
  }

  private static void read(Bucket b) {
    System.out.println("greeting: " + b.deserialize("thor/greeting.txt"));
    Hammer hammer = b.deserialize("thor/hammer.json", Hammer.class);
    System.out.printf("hammer: %s of %s, %s kg%n", hammer.name(), hammer.owner(), hammer.weight());
    DataFrame storms = b.deserialize("storms/may.csv", DataFrame.class);
    System.out.println("storms: " + storms.height() + " rows");
    Storm strongest =
        b.select(
                "storms/may.csv",
                "SELECT * FROM S3Object ORDER BY wind DESC LIMIT 1",
                new TypeToken<List<Storm>>() {})
            .get(0);
    System.out.println("strongest: " + strongest.place() + " " + strongest.wind());
  }

  private static void describe(Bucket b) {
    System.out.println("metadata: " + b.getMeta("thor/greeting.txt").userMeta());
    b.setMeta("thor/greeting.txt", new TreeMap<>(Map.of("name", "thor", "rating", 5)));
    System.out.println("metadata: " + b.getMeta("thor/greeting.txt").userMeta());
  }

  private static void fetch(Bucket b) throws IOException {
    Path directory = Files.createTempDirectory("bucket-tour");
    TransferReport first = b.fetch("thor/", directory);
    System.out.println("fetched: " + first.transferred() + " files");
    TransferReport second = b.fetch("thor/", directory);
    System.out.printf(
        "fetched again: %d files, %d unchanged%n", second.transferred(), second.unchanged());
    Files.delete(directory.resolve("greeting.txt"));
    Files.delete(directory.resolve("hammer.json"));
    Files.delete(directory);
  }

  private static void delete(Bucket b) {
    System.out.println("deleted: " + b.delete("storms/may.csv"));
    System.out.println("deleted below thor/: " + b.deleteDir("thor/"));
    System.out.println("left: " + b.keys());
  }
}
