package io.t4.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.t4.T4;
import io.t4.bucket.Bucket;
import io.t4.formats.TypeToken;
import io.t4.packages.DataPackage;
import io.t4.packages.InstallOptions;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PushOptions;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dflib.DataFrame;
import org.jspecify.annotations.Nullable;

/**
 * Every operation on a bucket and on packages, one after the other, as a program of its own. It
 * runs in a directory with {@code sample/} and an empty {@code lab/}, and with the settings of a
 * server in its environment.
 *
 * <p>Each step's first text is the source of its last argument; a test compares them.
 */
@SuppressWarnings("NullAway.Init") // The first steps set the fields, as in a shell.
final class DemoWalkthrough {
  static final String BUCKET = "norse-lab";

  /** The variable of the environment that holds the catalog's URL. */
  static final String CATALOG = "CATALOG";

  private final DemoSteps steps;
  private final String catalog;
  private Bucket b;
  private Bucket lab;
  private URI link;
  private @Nullable String version;
  private DataPackage storms;
  private String first;
  private DataPackage installed;

  private DemoWalkthrough(DemoSteps steps, String catalog) {
    this.steps = steps;
    this.catalog = catalog;
  }

  /** A JSON file's members as a type of one's own. */
  record Hammer(String name, String owner, List<String> makers) {}

  public static void main(String[] arguments) throws IOException {
    try (Output out = Output.standard()) {
      DemoSteps steps = new DemoSteps(out);
      new DemoWalkthrough(steps, System.getenv(CATALOG)).run();
      steps.finish();
    } catch (DemoSteps.StepFailedException e) {
      if (ErrorReport.processEnds()) {
        return;
      }
      System.err.println(
          "t4: the demo failed at " + PrintableText.lines(String.valueOf(e.getMessage())));
      if (T4Command.debugInEnvironment()) {
        System.err.print(PrintableText.trace(e));
      }
      System.exit(1);
    }
  }

  private void run() throws IOException {
    write();
    look();
    fetch();
    read();
    metadata();
    versions();
    query();
    search();
    packages();
    share();
    anywhere();
    configure();
    delete();
  }

  private void write() throws IOException {
    steps.section("Open a bucket and write");
    steps.step(
        "b = Bucket.open(\"s3://norse-lab\")", null, () -> b = Bucket.open("s3://norse-lab"));
    steps.step(
        "b.putDir(\"thor/\", \"sample/thor\", Map.of(\"name\", \"thor\"))",
        "t4 put sample/thor s3://norse-lab/thor/ --meta '{\"name\": \"thor\"}'",
        () -> b.putDir("thor/", "sample/thor", Map.of("name", "thor")));
    steps.step(
        "b.putDir(\"gods/\", \"sample/gods\")",
        "t4 put sample/gods s3://norse-lab/gods/",
        () -> b.putDir("gods/", "sample/gods"));
    steps.step(
        "b.putDir(\"weather/\", \"sample/weather\", Map.of(\"station\", \"Bilskirnir\"))",
        "t4 put sample/weather s3://norse-lab/weather/ --meta '{\"station\": \"Bilskirnir\"}'",
        () -> b.putDir("weather/", "sample/weather", Map.of("station", "Bilskirnir")));
    steps.step(
        "b.putFile(\"notes/thor.md\", \"sample/thor/thor.md\", Map.of(\"name\", \"thor\", \"draft\", true))",
        "t4 put sample/thor/thor.md s3://norse-lab/notes/thor.md --meta '{\"name\": \"thor\", \"draft\": true}'",
        () ->
            b.putFile(
                "notes/thor.md", "sample/thor/thor.md", Map.of("name", "thor", "draft", true)));
    steps.step(
        "b.put(\"notes/today.json\", Map.of(\"god\", \"Thor\", \"storms\", List.of(3, 1, 4)))",
        null,
        () -> b.put("notes/today.json", Map.of("god", "Thor", "storms", List.of(3, 1, 4))));
    steps.step(
        "b.put(\"notes/hello.txt\", \"Hail Thor!\", Map.of(\"name\", \"thor\"))",
        "echo 'Hail Thor!' | t4 put - s3://norse-lab/notes/hello.txt --meta '{\"name\": \"thor\"}'",
        () -> b.put("notes/hello.txt", "Hail Thor!", Map.of("name", "thor")));
  }

  private void look() throws IOException {
    steps.section("Look around");
    steps.step("b.keys()", "t4 keys s3://norse-lab", () -> b.keys());
    steps.step(
        "b.keys(\"weather/st\")", "t4 keys s3://norse-lab/weather/st", () -> b.keys("weather/st"));
    steps.step(
        "try (Stream<ObjectSummary> lazy = b.list(\"\")) { return lazy.limit(3).toList(); }",
        "t4 keys -l s3://norse-lab | head -3",
        () -> {
          try (Stream<ObjectSummary> lazy = b.list("")) {
            return lazy.limit(3).toList();
          }
        });
    steps.step("b.ls(\"\")", "t4 ls s3://norse-lab", () -> b.ls(""));
    steps.step("b.ls(\"thor/\")", "t4 ls --versions s3://norse-lab/thor/", () -> b.ls("thor/"));
    steps.step("b.exists(\"thor/thor.md\")", null, () -> b.exists("thor/thor.md"));
    steps.step(
        "b.stat(\"weather/storms.parquet\")",
        "t4 meta --all s3://norse-lab/weather/storms.parquet",
        () -> b.stat("weather/storms.parquet"));
  }

  private void fetch() throws IOException {
    steps.section("Fetch to the local disk");
    steps.step(
        "b.fetch(\"thor/lightning.png\", \"downloads/\")",
        "t4 fetch s3://norse-lab/thor/lightning.png downloads/",
        () -> b.fetch("thor/lightning.png", "downloads/"));
    steps.step(
        "b.fetch(\"weather/\", \"downloads/weather/\")",
        "t4 fetch s3://norse-lab/weather/ downloads/weather/",
        () -> b.fetch("weather/", "downloads/weather/"));
    steps.remark("Once more: what is unchanged is not fetched again.");
    steps.step(
        "b.fetch(\"weather/\", \"downloads/weather/\")",
        "t4 fetch s3://norse-lab/weather/ downloads/weather/",
        () -> b.fetch("weather/", "downloads/weather/"));
  }

  private void read() throws IOException {
    steps.section("Read into memory");
    steps.step(
        "b.deserialize(\"thor/thor.md\")",
        "t4 show s3://norse-lab/thor/thor.md",
        () -> b.deserialize("thor/thor.md"));
    steps.step(
        "b.deserialize(\"thor/mjolnir.json\")",
        "t4 show s3://norse-lab/thor/mjolnir.json",
        () -> b.deserialize("thor/mjolnir.json"));
    steps.step(
        "b.deserialize(\"thor/mjolnir.json\", Hammer.class)",
        null,
        () -> b.deserialize("thor/mjolnir.json", Hammer.class));
    steps.step(
        "b.deserialize(\"weather/storms.csv\", DataFrame.class)",
        "t4 show --rows 6 s3://norse-lab/weather/storms.csv",
        () -> b.deserialize("weather/storms.csv", DataFrame.class));
    steps.step(
        "b.deserialize(\"weather/storms.parquet\")",
        "t4 show --rows 6 s3://norse-lab/weather/storms.parquet",
        () -> b.deserialize("weather/storms.parquet"));
    steps.step(
        "b.deserialize(\"weather/thunder.npy\")",
        "t4 show s3://norse-lab/weather/thunder.npy",
        () -> b.deserialize("weather/thunder.npy"));
    steps.step(
        "b.deserialize(\"notes/today.json\", new TypeToken<Map<String, Object>>() {})",
        null,
        () -> b.deserialize("notes/today.json", new TypeToken<Map<String, Object>>() {}));
    steps.remark("A directory gives a map by relative key, read in parallel.");
    steps.step(
        "b.deserialize(\"weather/\")",
        "t4 show s3://norse-lab/weather/",
        () -> b.deserialize("weather/"));
    steps.remark("A bucket is a function, so Scala and Kotlin write b(key).");
    steps.step("b.apply(\"notes/hello.txt\")", null, () -> b.apply("notes/hello.txt"));
    steps.step(
        "b.getBytes(\"thor/lightning.png\")",
        "t4 cat s3://norse-lab/thor/lightning.png > lightning.png",
        () -> b.getBytes("thor/lightning.png"));
  }

  private void metadata() throws IOException {
    steps.section("Metadata");
    steps.step(
        "b.getMeta(\"thor/thor.md\")",
        "t4 meta s3://norse-lab/thor/thor.md",
        () -> b.getMeta("thor/thor.md"));
    steps.step(
        "b.setMeta(\"thor/thor.md\", Map.of(\"name\", \"thor\", \"rating\", 5))",
        "t4 meta --set '{\"name\": \"thor\", \"rating\": 5}' s3://norse-lab/thor/thor.md",
        () -> b.setMeta("thor/thor.md", Map.of("name", "thor", "rating", 5)));
    steps.step(
        "b.getMeta(\"thor/thor.md\").userMeta()",
        "t4 meta s3://norse-lab/thor/thor.md",
        () -> b.getMeta("thor/thor.md").userMeta());
  }

  private void versions() throws IOException {
    steps.section("Versions");
    steps.step(
        "b.put(\"notes/hello.txt\", \"Hail Thor, son of Odin!\")",
        null,
        () -> b.put("notes/hello.txt", "Hail Thor, son of Odin!"));
    steps.step(
        "b.delete(\"notes/hello.txt\")",
        "t4 rm s3://norse-lab/notes/hello.txt",
        () -> b.delete("notes/hello.txt"));
    steps.remark("A delete marker hides the object; its versions are still there.");
    steps.step("b.ls(\"notes/\")", "t4 ls --versions s3://norse-lab/notes/", () -> b.ls("notes/"));
    steps.step(
        "version = b.versions(\"notes/hello.txt\").get(2).versionId()",
        "t4 ls --versions --json s3://norse-lab/notes/",
        () -> version = b.versions("notes/hello.txt").get(2).versionId());
    steps.step(
        "b.fetch(\"notes/hello.txt\", version, Path.of(\"downloads/hello.txt\"))",
        "t4 fetch 's3://norse-lab/notes/hello.txt?versionId=…' downloads/hello.txt",
        () -> b.fetch("notes/hello.txt", version, Path.of("downloads/hello.txt")));
    steps.step(
        "new String(b.getBytes(\"notes/hello.txt\", version), UTF_8)",
        "t4 cat 's3://norse-lab/notes/hello.txt?versionId=…'",
        () -> new String(b.getBytes("notes/hello.txt", version), UTF_8));
  }

  private void query() throws IOException {
    steps.section("SQL over one object");
    steps.step(
        "b.select(\"weather/storms.parquet\", \"SELECT place, count(*) AS storms, max(peak_kv) AS peak_kv FROM S3Object GROUP BY place ORDER BY place\")",
        "t4 select s3://norse-lab/weather/storms.parquet 'SELECT place, count(*) AS storms, max(peak_kv) AS peak_kv FROM S3Object GROUP BY place ORDER BY place'",
        () ->
            b.select(
                "weather/storms.parquet",
                "SELECT place, count(*) AS storms, max(peak_kv) AS peak_kv FROM S3Object GROUP BY place ORDER BY place"));
    steps.step(
        "b.select(\"weather/strikes.jsonl\", \"SELECT * FROM S3Object WHERE kiloampere > 25\")",
        "t4 select --json s3://norse-lab/weather/strikes.jsonl 'SELECT * FROM S3Object WHERE kiloampere > 25'",
        () -> b.select("weather/strikes.jsonl", "SELECT * FROM S3Object WHERE kiloampere > 25"));
  }

  private void search() throws IOException {
    steps.section("Search (by the catalog, which indexes the bucket)");
    steps.step(
        "T4.config(Map.of(\"navigator_url\", catalog))",
        "t4 config navigator_url=$CATALOG",
        () -> T4.config(Map.of("navigator_url", catalog)));
    steps.waitUntil("The catalog has seen all keys", () -> b.search("*").total() >= keysInAll());
    steps.step("b.search(\"thor\")", "t4 search s3://norse-lab thor", () -> b.search("thor"));
    steps.step(
        "b.search(\"user_meta.name:'thor'\")",
        "t4 search s3://norse-lab \"user_meta.name:'thor'\"",
        () -> b.search("user_meta.name:'thor'"));
    steps.step(
        "b.search(\"hammer ext:md\", 1)",
        "t4 search --limit 1 s3://norse-lab 'hammer ext:md'",
        () -> b.search("hammer ext:md", 1));
    steps.step(
        "b.getUserMetaSchema()", "t4 search --schema s3://norse-lab", () -> b.getUserMetaSchema());
  }

  private long keysInAll() {
    return b.keys().size();
  }

  private void packages() throws IOException {
    steps.section("Packages: sets of files with a name, in revisions that never change");
    steps.step(
        "storms = DataPackage.create().setDir(\"\", Path.of(\"sample/weather\")).setMeta(Map.of(\"season\", \"spring\"))",
        null,
        () ->
            storms =
                DataPackage.create()
                    .setDir("", Path.of("sample/weather"))
                    .setMeta(Map.of("season", "spring")));
    steps.step(
        "first = storms.push(\"norse/storms\", \"s3://norse-lab\", PushOptions.withMessage(\"as measured\")).topHash()",
        "t4 push norse/storms sample/weather --registry s3://norse-lab --message 'as measured' --meta '{\"season\": \"spring\"}'",
        () ->
            first =
                storms
                    .push("norse/storms", "s3://norse-lab", PushOptions.withMessage("as measured"))
                    .topHash());
    steps.remark("A file changes, and the directory becomes the next revision.");
    steps.step(
        "Files.writeString(Path.of(\"sample/weather/strikes.jsonl\"), \"{\\\"kiloampere\\\": 31}\\n\", StandardOpenOption.APPEND)",
        null,
        () ->
            Files.writeString(
                Path.of("sample/weather/strikes.jsonl"),
                "{\"kiloampere\": 31}\n",
                StandardOpenOption.APPEND));
    steps.step(
        "storms.setDir(\"\", Path.of(\"sample/weather\")).push(\"norse/storms\", \"s3://norse-lab\", PushOptions.withMessage(\"one more strike\"))",
        "t4 push norse/storms sample/weather --registry s3://norse-lab --message 'one more strike'",
        () ->
            storms
                .setDir("", Path.of("sample/weather"))
                .push(
                    "norse/storms", "s3://norse-lab", PushOptions.withMessage("one more strike")));
    steps.step(
        "PackageRegistry.open(\"s3://norse-lab\").listPackageVersions(\"norse/storms\")",
        "t4 versions norse/storms --registry s3://norse-lab",
        () -> PackageRegistry.open("s3://norse-lab").listPackageVersions("norse/storms"));
    steps.step(
        "DataPackage.browse(\"norse/storms\", \"s3://norse-lab\", first).diff(storms)",
        "t4 diff norse/storms … --registry s3://norse-lab",
        () -> DataPackage.browse("norse/storms", "s3://norse-lab", first).diff(storms));
    steps.remark("The first revision, in another directory; the hash of each file is checked.");
    steps.step(
        "installed = DataPackage.install(\"norse/storms\", \"s3://norse-lab\", InstallOptions.revision(first).to(Path.of(\"elsewhere\")))",
        "t4 install norse/storms --registry s3://norse-lab --top-hash … --dest elsewhere",
        () ->
            installed =
                DataPackage.install(
                    "norse/storms",
                    "s3://norse-lab",
                    InstallOptions.revision(first).to(Path.of("elsewhere"))));
    steps.step(
        "installed.verify(Path.of(\"elsewhere\"))",
        "t4 verify norse/storms --registry s3://norse-lab --top-hash … --dir elsewhere",
        () -> installed.verify(Path.of("elsewhere")));
    steps.remark("The directory that has changed since is another:");
    steps.step(
        "installed.verify(Path.of(\"sample/weather\"))",
        "t4 verify norse/storms --registry s3://norse-lab --top-hash … --dir sample/weather",
        () -> installed.verify(Path.of("sample/weather")));
  }

  private void share() throws IOException {
    steps.section("Share for a while");
    steps.step(
        "link = b.presignGet(\"gods/realms.txt\", Duration.ofMinutes(15))",
        "t4 presign --expires 15m s3://norse-lab/gods/realms.txt",
        () -> link = b.presignGet("gods/realms.txt", Duration.ofMinutes(15)));
    steps.step(
        "HttpClient.newHttpClient().send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString()).body()",
        "curl \"$(t4 presign s3://norse-lab/gods/realms.txt)\"",
        () ->
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), BodyHandlers.ofString())
                .body());
    steps.step(
        "b.presignPut(\"inbox/report.csv\", Duration.ofHours(1))",
        "t4 presign --put s3://norse-lab/inbox/report.csv",
        () -> b.presignPut("inbox/report.csv", Duration.ofHours(1)));
  }

  private void anywhere() throws IOException {
    steps.section("From anywhere to anywhere, and the same over a local directory");
    steps.step(
        "T4.put(List.of(1, 2, 3), \"s3://norse-lab/numbers.json\", Map.of(\"name\", \"numbers\"))",
        null,
        () -> T4.put(List.of(1, 2, 3), "s3://norse-lab/numbers.json", Map.of("name", "numbers")));
    steps.step(
        "T4.get(\"s3://norse-lab/numbers.json\")",
        "t4 show s3://norse-lab/numbers.json",
        () -> T4.get("s3://norse-lab/numbers.json"));
    steps.step(
        "T4.copy(\"s3://norse-lab/thor/\", \"s3://norse-lab/archive/thor/\")",
        "t4 cp s3://norse-lab/thor/ s3://norse-lab/archive/thor/",
        () -> T4.copy("s3://norse-lab/thor/", "s3://norse-lab/archive/thor/"));
    steps.step(
        "lab = Bucket.open(Path.of(\"lab\").toUri().toString())",
        null,
        () -> lab = Bucket.open(Path.of("lab").toUri().toString()));
    steps.step(
        "lab.putFile(\"god.md\", \"s3://norse-lab/thor/thor.md\")",
        "t4 cp s3://norse-lab/thor/thor.md lab/god.md",
        () -> lab.putFile("god.md", "s3://norse-lab/thor/thor.md"));
    steps.step(
        "lab.put(\"storms/peak.json\", Map.of(\"kv\", 989), Map.of(\"unit\", \"kilovolt\"))",
        null,
        () -> lab.put("storms/peak.json", Map.of("kv", 989), Map.of("unit", "kilovolt")));
    steps.step("lab.keys()", "t4 keys file://$PWD/lab", () -> lab.keys());
    steps.step(
        "lab.getMeta(\"storms/peak.json\")",
        "t4 meta file://$PWD/lab/storms/peak.json",
        () -> lab.getMeta("storms/peak.json"));
    steps.step(
        "lab.deserialize(\"storms/peak.json\")",
        "t4 show file://$PWD/lab/storms/peak.json",
        () -> lab.deserialize("storms/peak.json"));
  }

  private void configure() throws IOException {
    steps.section("Settings (here in a directory of the demo's own)");
    steps.step(
        "T4.config(Map.of(\"region\", \"eu-north-1\"))",
        "t4 config region=eu-north-1",
        () -> T4.config(Map.of("region", "eu-north-1")));
    steps.step("T4.config()", "t4 config", () -> T4.config());
  }

  private void delete() throws IOException {
    steps.section("Delete");
    steps.step(
        "b.delete(\"numbers.json\")",
        "t4 rm s3://norse-lab/numbers.json",
        () -> b.delete("numbers.json"));
    steps.step(
        "b.delete(\"numbers.xml\")",
        "t4 rm s3://norse-lab/numbers.xml",
        () -> b.delete("numbers.xml"));
    steps.step(
        "b.deleteDir(\"archive/\")",
        "t4 rm -r s3://norse-lab/archive/",
        () -> b.deleteDir("archive/"));
    steps.step("b.keys(\"archive/\")", "t4 keys s3://norse-lab/archive/", () -> b.keys("archive/"));
  }
}
