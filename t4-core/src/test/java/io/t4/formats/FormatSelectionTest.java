package io.t4.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import io.t4.error.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.example.ShoutFormat.Shout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatSelectionTest {
  private final Formats formats = Formats.load();

  @ParameterizedTest
  @CsvSource({
    "a.json, json",
    "a.JSON, json",
    "dir.npy/a.md, utf-8",
    "a.tar.txt, utf-8",
    "a.txt.gz, utf-8",
    "a.bz2, utf-8",
    "a, utf-8",
    ".json, utf-8",
    "a.unknown, utf-8",
    "a.yml, yaml",
  })
  void theLastExtensionChoosesTheFormatElseTheValuesType(String key, String format) {
    assertThat(FormatCalls.write(key, "text").format().name()).isEqualTo(format);
  }

  @Test
  void withoutAKnownExtensionTheTypeChooses() {
    assertThat(FormatCalls.write("a", new byte[1]).format().name()).isEqualTo("bytes");
    assertThat(FormatCalls.write("a", ByteBuffer.allocate(1)).format().name()).isEqualTo("bytes");
    assertThat(FormatCalls.write("a", "x").format().name()).isEqualTo("utf-8");
    assertThat(FormatCalls.write("a", Map.of()).format().name()).isEqualTo("json");
    assertThat(FormatCalls.write("a", List.of(1)).format().name()).isEqualTo("json");
    assertThat(FormatCalls.write("a", 1).format().name()).isEqualTo("json");
    assertThat(FormatCalls.write("a", new Shout("x")).format().name()).isEqualTo("shout");
    assertThat(FormatCalls.write("a", new double[1]).format().name()).isEqualTo("numpy");
    assertThat(FormatCalls.write("a", new long[1][1]).format().name()).isEqualTo("numpy");
  }

  @Test
  void bytesUnderAnExtensionThatCantTakeThemAreRecordedAsBytes() {
    Formats.Serialized written = FormatCalls.write("a.json", new byte[] {1, 2});

    assertThat(written.format().name()).isEqualTo("bytes");
    assertThat(FormatCalls.readAs("bytes", "a.json", FormatCalls.bytes(written)))
        .isEqualTo(new byte[] {1, 2});
  }

  @Test
  void theRecordedFormatWinsOverTheExtension() {
    byte[] content = "[1]".getBytes(UTF_8);
    assertThat(FormatCalls.readAs("utf-8", "a.json", content)).isEqualTo("[1]");
    assertThat(FormatCalls.readAs("unicode", "a.json", content)).isEqualTo("[1]");
    assertThat(FormatCalls.readAs("json", "a", content)).isEqualTo(List.of(1L));
  }

  @Test
  void anUnknownRecordedFormatLeavesTheChoiceToTheExtension() {
    assertThat(FormatCalls.readAs("pickle", "a.json", "[1]".getBytes(UTF_8)))
        .isEqualTo(List.of(1L));
  }

  @Test
  void aFormatThatIsAskedForAndCantTakeTheValueIsAnError() {
    FormatDescriptor numpy = new FormatDescriptor("numpy", Map.of());
    assertThatThrownBy(() -> formats.write("a.txt", "text", numpy, Map.of()))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.txt", "'numpy'", "java.lang.String");
  }

  @Test
  void withoutAFormatTheErrorNamesKeyAndKnownFormats() {
    assertThatThrownBy(() -> FormatCalls.read("dir/a.xyz", "x"))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("dir/a.xyz", ".xyz", "getBytes", "json (json", "numpy (npy npz)");
    assertThatThrownBy(() -> FormatCalls.readAs("pickle", "a", new byte[0]))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'pickle'");
    assertThatThrownBy(() -> FormatCalls.write("a.csv", new Object()))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.csv", "java.lang.Object", "Known formats");
  }

  @Test
  void handlesTellsWhetherReadFindsAFormat() {
    assertThat(formats.handles("a.json.gz", null)).isTrue();
    assertThat(formats.handles("a.xyz", null)).isFalse();
    assertThat(formats.handles("a.xyz", new FormatDescriptor("json", Map.of()))).isTrue();
  }

  @Test
  void bytesAndStreamsAreTheContentWhateverTheFormat() throws IOException {
    byte[] content = "[1]".getBytes(UTF_8);
    assertThat(FormatCalls.read("a.json", content, byte[].class)).isEqualTo(content);
    assertThat(FormatCalls.read("a.xyz", content, byte[].class)).isEqualTo(content);
    assertThat(FormatCalls.read("a.npy", content, ByteBuffer.class).remaining()).isEqualTo(3);
    try (InputStream in = FormatCalls.read("a.yaml", content, InputStream.class)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    assertThat(FormatCalls.read("a", content, String.class)).isEqualTo("[1]");
  }

  @Test
  void anInputStreamIsWrittenToItsEnd() {
    InputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3});
    assertThat(FormatCalls.bytes("a.bin", in)).containsExactly(1, 2, 3);
  }

  @Test
  void aTypeThatTheFormatCantGiveIsAnErrorNamingBoth() {
    assertThatThrownBy(() -> FormatCalls.read("a.txt", "x", NumpyArray.class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.txt", NumpyArray.class.getName());
    assertThatThrownBy(() -> FormatCalls.read("a.shout", "x", List.class))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.shout", "shout", "java.util.List", Shout.class.getName());
  }

  @Test
  void aUsersHandlerTakesOverAnExtension() {
    Formats.Serialized written = FormatCalls.write("a.rst", new Shout("hello"));

    assertThat(written.format()).isEqualTo(new FormatDescriptor("shout", Map.of("mark", "!")));
    assertThat(written.contentType()).isEqualTo("text/x-shout");
    assertThat(new String(FormatCalls.bytes(written), UTF_8)).isEqualTo("HELLO!");
    assertThat(FormatCalls.read("a.rst", "HELLO")).isEqualTo(new Shout("HELLO"));
  }

  @Test
  void recordedOptionsCountAndTheCallersWin() {
    FormatSource source = Formats.source("HELLO!?".getBytes(UTF_8), "a.shout");
    FormatDescriptor recorded = new FormatDescriptor("shout", Map.of("mark", "?"));

    assertThat(formats.read("a.shout", source, recorded, Object.class, Map.of()))
        .isEqualTo(new Shout("HELLO!"));
    assertThat(formats.read("a.shout", source, recorded, Object.class, Map.of("mark", "!?")))
        .isEqualTo(new Shout("HELLO"));
  }

  @Test
  void textOfATextFormatIsReadAsString() {
    assertThat(FormatCalls.read("a.shout", "HELLO!", String.class)).isEqualTo("HELLO!");
  }

  @Test
  void anOptionThatTheFormatDoesNotKnowIsAnErrorNamingIt() {
    FormatSource source = Formats.source("[1]".getBytes(UTF_8), "a.json");
    assertThatThrownBy(
            () -> formats.read("a.json", source, null, Object.class, Map.of("indent", 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("a.json", "json", "indent");
  }

  @Test
  void aSourceThatIsGoneIsAnErrorNamingTheKey(@TempDir Path dir) {
    FormatSource gone = Formats.source(dir.resolve("gone"), "a.txt");
    assertThatThrownBy(() -> formats.read("a.txt", gone, null, Object.class, Map.of()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("a.txt");
  }

  @Test
  void aValueThatDoesNotFitIntoTheHeapIsATypedError() {
    FormatSource endless =
        new FormatSource() {
          @Override
          public String extension() {
            return "json";
          }

          @Override
          public InputStream open() {
            throw new OutOfMemoryError("Java heap space");
          }

          @Override
          public Path file() {
            throw new AssertionError("not needed");
          }
        };
    assertThatThrownBy(() -> formats.read("a.json", endless, null, Object.class, Map.of()))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("a.json")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void aFileIsASource(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("x"), "thør");
    assertThat(formats.read("a.txt", Formats.source(file, "a.txt"), null, Object.class, Map.of()))
        .isEqualTo("thør");
  }

  @Test
  void sqlWithoutAnEngineSaysWhatToAdd() {
    FormatSource source = Formats.source(new byte[0], "a.json");
    assertThatThrownBy(
            () -> formats.select("a.json", source, null, "SELECT 1", Object.class, Map.of()))
        .isInstanceOf(FormatException.class)
        .hasMessageContainingAll("a.json", "t4-tabular");
  }
}
