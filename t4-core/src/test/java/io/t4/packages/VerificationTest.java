package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import io.t4.error.T4Exception;
import io.t4.packages.Verification.Difference;
import io.t4.packages.Verification.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comparing a directory with a package. */
class VerificationTest extends PackagesTestBase {

  private DataPackage built() {
    DataPackage storms = sample();
    storms.build(NAME);
    return storms;
  }

  @Test
  void aDirectoryIsAsThePackageSays() {
    DataPackage storms = built();
    assertThat(storms.verify(data).isClean()).isTrue();
    assertThat(storms.verify(data).differences()).isEmpty();
    assertThat(storms.directory("sub").verify(data.resolve("sub")).isClean()).isTrue();
  }

  @Test
  void eachDifferenceIsReported() throws IOException {
    DataPackage storms = built();
    String right = storms.get("README.md").hash().orElseThrow().toString();
    Files.writeString(data.resolve("README.md"), "about Storms");
    Files.writeString(data.resolve("sub/a b.csv"), "longer than it was");
    Files.delete(data.resolve("sub/deep/c.json"));
    Files.writeString(data.resolve("sub-extra"), "x");
    Files.writeString(data.resolve(".quiltignore"), "*");
    Verification found = storms.verify(data);
    assertThat(found.isClean()).isFalse();
    assertThat(found.differences())
        .extracting(Difference::logicalKey, Difference::kind)
        .containsExactly(
            tuple(".quiltignore", Kind.EXTRA),
            tuple("README.md", Kind.HASH),
            tuple("sub/a b.csv", Kind.SIZE),
            tuple("sub/deep/c.json", Kind.MISSING),
            tuple("sub-extra", Kind.EXTRA));
    assertThat(found.count(Kind.EXTRA)).isEqualTo(2);
    assertThat(found.differences().get(1).expected()).isEqualTo(right);
    assertThat(found.differences().get(2)).hasToString("sub/a b.csv has 18 bytes instead of 4");
    Verification withExtras = storms.verify(data, ExtraFiles.ALLOWED);
    assertThat(withExtras.count(Kind.EXTRA)).isZero();
    assertThat(withExtras.differences()).hasSize(3);
    List<Difference> streamed = new ArrayList<>();
    storms.verify(data, ExtraFiles.REPORTED, streamed::add);
    assertThat(streamed).containsExactlyInAnyOrderElementsOf(found.differences());
  }

  @Test
  void linksCountAsFilesInTheDirectoryOnly() throws IOException {
    DataPackage storms = built();
    Path outside = Files.move(data.resolve("sub/deep/c.json"), directory.resolve("c.json"));
    Files.createSymbolicLink(data.resolve("sub/deep/c.json"), outside);
    Files.createSymbolicLink(data.resolve("loop"), data.resolve("loop"));
    Files.createSymbolicLink(data.resolve("up"), directory);
    Files.move(data.resolve("README.md"), data.resolve("moved"));
    Files.createSymbolicLink(data.resolve("README.md"), data.resolve("moved"));
    assertThat(storms.verify(data).differences())
        .extracting(Difference::toString)
        .containsExactly("moved is not in the package", "sub/deep/c.json is missing");
  }

  @Test
  void whatCannotBeComparedIsAnError() throws IOException {
    assertThatThrownBy(() -> sample().verify(data))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'README.md'");
    DataPackage storms = built();
    assertThatThrownBy(() -> storms.verify(directory.resolve("none")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> storms.verify(data.resolve("README.md")))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("README.md");
  }

  @Test
  void aReportStaysSmall() throws IOException {
    DataPackage empty = DataPackage.create(session);
    int count = Verification.MAX_NAMED + 5;
    Verification.Builder report = new Verification.Builder();
    for (int i = 0; i < count; i++) {
      report.add(new Difference("f" + i, Kind.EXTRA, "", ""));
    }
    assertThat(report.build().count(Kind.EXTRA)).isEqualTo(count);
    assertThat(report.build().differences()).hasSize(Verification.MAX_NAMED);
    assertThat(empty.verify(Files.createDirectories(directory.resolve("nothing"))).isClean())
        .isTrue();
  }
}
