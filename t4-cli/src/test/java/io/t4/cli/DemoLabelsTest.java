package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the demo prints is what it runs. */
class DemoLabelsTest {
  private static final Path SOURCE = Path.of("src/main/java/io/t4/cli/DemoWalkthrough.java");

  /** A call of {@link DemoSteps#step}. */
  private record Step(String java, @Nullable String command, String source) {}

  @Test
  void eachCallIsPrintedAsItIsWritten() throws IOException {
    List<Step> steps = steps();

    assertThat(steps).hasSizeGreaterThan(40);
    for (Step step : steps) {
      assertThat(withoutSpace(step.source())).isEqualTo(withoutSpace(step.java()));
    }
  }

  @Test
  void eachCommandIsOneThatT4Takes() throws IOException {
    int commands = 0;
    for (Step step : steps()) {
      if (step.command() == null) {
        continue;
      }
      List<String> words = wordsOfT4(step.command());
      assertThat(words).as(step.command()).isNotEmpty();
      // Throws if a command, option or argument is wrong.
      T4Command.commandLine(Terminal.NONE).parseArgs(words.toArray(String[]::new));
      commands++;
    }
    assertThat(commands).isGreaterThan(30);
  }

  /** The words after {@code t4} in a shell's line, up to the next operator. */
  private static List<String> wordsOfT4(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher =
        Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"()|>$]+|\\$(PWD|CATALOG)[^\\s)]*)+|[|>)]")
            .matcher(line.substring(line.indexOf("t4 ") + "t4 ".length()));
    while (matcher.find()) {
      String quoted = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
      String word = quoted != null ? quoted : matcher.group();
      if (List.of("|", ">", ")").contains(word)) {
        break;
      }
      words.add(word);
    }
    return words;
  }

  private static String withoutSpace(String source) {
    return source.replaceAll("\\s", "");
  }

  private static List<Step> steps() throws IOException {
    String text = Files.readString(SOURCE);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Step> steps = new ArrayList<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(SOURCE));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitMethodInvocation(
              MethodInvocationTree call, @Nullable Void nothing) {
            if (call.getMethodSelect().toString().equals("steps.step")) {
              steps.add(step(call.getArguments(), unit));
            }
            return super.visitMethodInvocation(call, null);
          }

          private Step step(
              List<? extends ExpressionTree> arguments, CompilationUnitTree compilationUnit) {
            Tree body = ((LambdaExpressionTree) arguments.get(2)).getBody();
            String source =
                text.substring(
                    (int) positions.getStartPosition(compilationUnit, body),
                    (int) positions.getEndPosition(compilationUnit, body));
            return new Step(
                String.valueOf(((LiteralTree) arguments.get(0)).getValue()),
                (String) ((LiteralTree) arguments.get(1)).getValue(),
                body instanceof BlockTree ? source.substring(1, source.length() - 1) : source);
          }
        }.scan(unit, null);
      }
    }
    return steps;
  }
}
