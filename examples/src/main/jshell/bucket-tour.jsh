// Writes to a bucket, looks around, reads, and deletes what it wrote.
//
//   BUCKET=s3://my-bucket t4 shell bucket-tour.jsh
//
// The bucket may also be file:///directory. T4's packages are imported already.

record Hammer(String name, String owner, double weight) {}
record Storm(String place, double wind) {}

var b = Bucket.open(System.getenv().getOrDefault("BUCKET", "s3://my-bucket"));

// Write.
b.put("thor/greeting.txt", "Hail Thor!", Map.of("name", "thor"));
b.put("thor/hammer.json", new Hammer("Mjölnir", "Thor", 42.5));
b.put("storms/may.csv", List.of(
    new Storm("Thrudheim", 69.5), new Storm("Vimur", 121.2), new Storm("Jotunheim", 90.6)));

// Look around.
System.out.println("keys: " + b.keys());
try (Stream<ObjectSummary> objects = b.list("thor/")) {
  System.out.println("in thor/: " + objects.map(ObjectSummary::key).toList());
}

// Read.
System.out.println("greeting: " + b.deserialize("thor/greeting.txt"));
var hammer = b.deserialize("thor/hammer.json", Hammer.class);
System.out.printf("hammer: %s of %s, %s kg%n", hammer.name(), hammer.owner(), hammer.weight());
var storms = b.deserialize("storms/may.csv", DataFrame.class);
System.out.println("storms: " + storms.height() + " rows");
var strongest = b.select(
    "storms/may.csv",
    "SELECT * FROM S3Object ORDER BY wind DESC LIMIT 1",
    new TypeToken<List<Storm>>() {}).get(0);
System.out.println("strongest: " + strongest.place() + " " + strongest.wind());

// Metadata.
System.out.println("metadata: " + b.getMeta("thor/greeting.txt").userMeta());
b.setMeta("thor/greeting.txt", new TreeMap<>(Map.of("name", "thor", "rating", 5)));
System.out.println("metadata: " + b.getMeta("thor/greeting.txt").userMeta());

// Fetch; what is unchanged is not fetched again.
var directory = Files.createTempDirectory("bucket-tour");
System.out.println("fetched: " + b.fetch("thor/", directory).transferred() + " files");
var again = b.fetch("thor/", directory);
System.out.printf("fetched again: %d files, %d unchanged%n", again.transferred(), again.unchanged());
Files.delete(directory.resolve("greeting.txt"));
Files.delete(directory.resolve("hammer.json"));
Files.delete(directory);

// Delete.
System.out.println("deleted: " + b.delete("storms/may.csv"));
System.out.println("deleted below thor/: " + b.deleteDir("thor/"));
System.out.println("left: " + b.keys());
