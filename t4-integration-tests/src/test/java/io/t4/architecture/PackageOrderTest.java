package io.t4.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Arrays;

/** Which package may use which. */
@AnalyzeClasses(packages = "io.t4", importOptions = ProductionClasses.class)
class PackageOrderTest {
  /** Low to high; each may use those before it. The root package is last. */
  private static final String[][] CORE = {
    {"error", "io.t4.error"},
    {"json", "io.t4.json"},
    {"storage", "io.t4.storage"},
    {"stores", "io.t4.storage.local", "io.t4.storage.memory"},
    {"hashing", "io.t4.hashing"},
    {"transfer", "io.t4.transfer"},
    {"formats", "io.t4.formats.."},
    {"config", "io.t4.config"},
    {"search", "io.t4.search"},
    {"session", "io.t4.session"},
    {"bucket", "io.t4.bucket"},
    {"workflows", "io.t4.workflows"},
    {"packages", "io.t4.packages"},
    {"filesystem", "io.t4.packages.filesystem"},
    {"facade", "io.t4"},
  };

  @ArchTest static final ArchRule THE_CORE_HAS_AN_ORDER = coreOrder();

  private static ArchRule coreOrder() {
    LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String[] layer : CORE) {
      layers = layers.layer(layer[0]).definedBy(packages(layer));
    }
    for (int low = 0; low < CORE.length; low++) {
      if (low == CORE.length - 1) {
        layers = layers.whereLayer(CORE[low][0]).mayNotBeAccessedByAnyLayer();
      } else {
        String[] higher = new String[CORE.length - low - 1];
        for (int i = 0; i < higher.length; i++) {
          higher[i] = CORE[low + 1 + i][0];
        }
        layers = layers.whereLayer(CORE[low][0]).mayOnlyBeAccessedByLayers(higher);
      }
    }
    return layers.because(
        "a package can be read, tested and changed knowing only those below it (ARCHITECTURE.md)");
  }

  private static String[] packages(String[] layer) {
    return Arrays.copyOfRange(layer, 1, layer.length);
  }

  @ArchTest
  static final ArchRule WHOEVER_STARTS_THE_CATALOG_NEEDS_NONE_OF_ITS_JARS =
      noClasses()
          .that()
          .resideInAPackage("io.t4.catalog.launch")
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "java..", "io.t4.catalog.launch", "io.t4.process", "org.jspecify..")))
          .because("the command line starts it, and has a class path of its own");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_STARTS_THE_CATALOG =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.t4.catalog..", "io.t4.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.t4.catalog.."))
          .because("clients know a catalog by its URL");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .assignedFrom(new PackagesWithInternals())
          .should()
          .beFreeOfCycles()
          .because("packages that need each other are one package in two places");

  @ArchTest
  static final ArchRule THE_CLOUD_STAYS_IN_ITS_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.t4.storage.s3..", "io.t4.catalog.events", "io.t4.catalog.index")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "software.amazon.awssdk..",
                  "com.amazonaws..",
                  "io.minio..",
                  "com.google.cloud.."))
          .because("whoever uses a bucket must not care what it is kept on");

  @ArchTest
  static final ArchRule PRODUCTS_KNOW_NOTHING_OF_THE_SANDBOX =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.t4.sandbox..", "io.t4.cli..")
          .should()
          .dependOnClassesThat(resideInAPackage("io.t4.sandbox.."))
          .because("the sandbox is for demos and tests; no product may need it to run");

  @ArchTest
  static final ArchRule THE_SANDBOX_KNOWS_NOTHING_OF_THE_PRODUCTS =
      noClasses()
          .that()
          .resideInAPackage("io.t4.sandbox..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.t4..")
                  .and(not(resideInAnyPackage("io.t4.sandbox..", "io.t4.process"))))
          .because("a mistake that client and server share would cancel out in every test");

  @ArchTest
  static final ArchRule ONLY_THE_SANDBOXS_PROCESS_LOADS_S3MOCK =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.t4.sandbox.server", "io.t4.catalog..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("com.adobe.testing..", "org.springframework..", "kotlin.."))
          .because("S3Mock and Spring are on the class path of the server's own process alone");

  @ArchTest
  static final ArchRule THE_SEARCH_NODE_KNOWS_NOTHING_OF_THE_PRODUCTS =
      noClasses()
          .that()
          .resideInAnyPackage("io.t4.searchnode..", "io.t4.process")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.t4..")
                  .and(not(resideInAnyPackage("io.t4.searchnode..", "io.t4.process"))))
          .because("it is OpenSearch and nothing else, so a cluster can stand in its place");

  @ArchTest
  static final ArchRule ONLY_THE_SEARCH_NODES_PROCESS_LOADS_OPENSEARCH =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.t4.searchnode.server", "io.t4.catalog.query")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.opensearch.node..", "org.opensearch.common..", "org.apache.lucene.."))
          .because("OpenSearch is on the class path of the node's own process alone");

  @ArchTest
  static final ArchRule TEXT_EXTRACTION_KNOWS_NOTHING_OF_THE_REST =
      noClasses()
          .that()
          .resideInAPackage("io.t4.text..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.t4..").and(not(resideInAPackage("io.t4.text.."))))
          .because("a worker's class path has its parsers and this module, nothing else");

  @ArchTest
  static final ArchRule ONLY_TEXT_WORKERS_LOAD_PARSERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.t4.text.worker")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache.tika..",
                  "org.apache.poi..",
                  "org.apache.pdfbox..",
                  "org.apache.parquet..",
                  "io.airlift.."))
          .because("they read files of strangers, so they run only where they can be killed");

  @ArchTest
  static final ArchRule ONLY_TABLE_WORKERS_READ_TABLES =
      noClasses()
          .that()
          .resideInAPackage("io.t4.catalog..")
          .and()
          .resideOutsideOfPackage("io.t4.catalog.pages.tables.worker")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.dhatim..")
                  .or(
                      simpleName("FileTable")
                          .or(simpleName("FileQuery"))
                          .and(resideInAPackage("io.t4.tabular"))))
          .because("files of strangers are read where they can be killed");

  @ArchTest
  static final ArchRule DUCKDB_AND_DFLIB_STAY_IN_TABULAR =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.t4.tabular..", "io.t4.cli..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.duckdb..", "org.dflib.."))
          .because("the core reads and writes tables through its SPI, so it runs without them");

  @ArchTest
  static final ArchRule THE_COMMAND_LINE_IS_ON_TOP =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.t4.cli..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.t4.cli..", "picocli..", "me.tongfei.."))
          .because("what the shell can do, the library can do without it");
}
