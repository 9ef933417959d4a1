package io.t4.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.docs.Document.Block;
import io.t4.interop.Python;
import io.t4.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the {@code java} and {@code console} blocks of each document, in order, against a sandbox
 * with the bucket {@code lab}. Blocks in other languages are not run.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the documents speak to a POSIX shell")
class DocumentsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String BUCKET = "lab";
  private static final String JAVA = "java";
  private static final String CONSOLE = "console";
  private static final Set<String> SHOWN_ONLY = Set.of("text", "xml", "yaml", "kotlin", "json");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

  private static final Pattern TEST_NAME = Pattern.compile("`(\\w+(?:Test|Contract))`");

  @TempDir Path directory;

  static List<Path> documents() throws IOException {
    try (Stream<Path> guides = Files.list(ROOT.resolve("docs"));
        Stream<Path> atTop = Files.list(ROOT)) {
      return Stream.concat(atTop, guides)
          .filter(path -> path.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    }
  }

  static List<Path> documentsWithExamples() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (Path path : documents()) {
      Document document = Document.read(ROOT, path);
      if (has(document, JAVA) || has(document, CONSOLE)) {
        documents.add(path);
      }
    }
    return documents;
  }

  private static boolean has(Document document, String language) {
    return document.blocks().stream().anyMatch(block -> block.language().equals(language));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void blocksSayWhetherTheyRun(Path path) throws IOException {
    Document document = Document.read(ROOT, path);
    for (Block block : document.blocks()) {
      assertThat(block.language())
          .as(document.place(block))
          .isIn(Stream.concat(Stream.of(JAVA, CONSOLE), SHOWN_ONLY.stream()).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("documentsWithExamples")
  void examplesDoWhatIsShown(Path path) throws Exception {
    Document document = Document.read(ROOT, path);
    assumeTrue(
        !has(document, JAVA) || ModuleLayer.boot().findModule("jdk.jshell").isPresent(),
        "this Java runtime has no JShell");
    assertThat(problems(document)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadToFilesOfTheProject(Path path) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher links = LINK.matcher(Files.readString(ROOT.resolve(path)));
    while (links.find()) {
      Path target = ROOT.resolve(path).resolveSibling(links.group(1));
      if (!Files.exists(target)) {
        broken.add(links.group(1));
      }
    }
    assertThat(broken).as("broken links of %s", path).isEmpty();
  }

  @Test
  void theApiMapNamesTestsThatExist() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    Set<String> named =
        TEST_NAME
            .matcher(readme)
            .results()
            .map(name -> name.group(1) + ".java")
            .collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(ROOT)) {
      Set<String> present =
          files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
      assertThat(named).isNotEmpty().isSubsetOf(present);
    }
  }

  private static boolean needsPython(Document document) {
    return document.blocks().stream()
        .anyMatch(block -> block.language().equals(CONSOLE) && block.text().contains("python3"));
  }

  private List<String> problems(Document document) throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    @Nullable Python python = needsPython(document) ? Python.withQuilt() : null;
    try (Sandbox sandbox = Sandbox.builder().bucket(BUCKET).start()) {
      Workplace workplace = new Workplace(directory, sandbox.endpoint());
      if (python != null) {
        workplace.link("python3", python.command());
      }
      try (JavaSession java = new JavaSession(workplace)) {
        for (Block block : document.blocks()) {
          List<String> found =
              switch (block.language()) {
                case JAVA -> java.run(block.text());
                case CONSOLE -> ConsoleBlock.parse(block.text()).run(workplace);
                default -> List.of();
              };
          found.forEach(problem -> problems.add(document.place(block) + "\n" + problem));
        }
      }
    }
    return problems;
  }
}
