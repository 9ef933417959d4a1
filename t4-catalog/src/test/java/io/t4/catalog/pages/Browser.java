package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium without a window, as far as the machine has one. */
final class Browser implements AutoCloseable {
  /** Why tests that need it are skipped. */
  static final String MISSING = "needs chromium and chromedriver";

  /** What a build keeps. */
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private final ChromeDriver driver;

  /**
   * Starts it.
   *
   * @param profile an empty directory
   */
  Browser(Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium").orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Whether the machine has what is needed. */
  static boolean isInstalled() {
    return program("chromium").isPresent() && program("chromedriver").isPresent();
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The browser, to be steered. */
  ChromeDriver driver() {
    return driver;
  }

  /** Makes the window as wide as that, in CSS pixels. */
  void width(int width) {
    driver.manage().window().setSize(new Dimension(width, 900));
  }

  /** Goes there, and waits until all is loaded. */
  void open(URI page) {
    driver.get(page.toString());
  }

  /** Whether nothing is under way. */
  boolean isSettled() {
    return (Boolean)
        driver.executeScript(
            "return document.readyState === 'complete' && !document.querySelector("
                + "'.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')");
  }

  /** What somebody reads. */
  String text() {
    return (String) driver.executeScript("return document.body.innerText");
  }

  /** Asserts that everybody can use the page, and that nothing hangs out of the window. */
  void requireAccessible(String page) {
    List<Rule> violations = new AxeBuilder().withTags(RULES).analyze(driver).getViolations();
    assertThat(violations)
        .as(page)
        .extracting(rule -> rule.getId() + ": " + rule.getNodes())
        .isEmpty();
    assertThat(
            (Boolean)
                driver.executeScript(
                    "const root = document.documentElement;"
                        + "return root.scrollWidth <= root.clientWidth"))
        .as("%s fits into the window", page)
        .isTrue();
  }

  /** Keeps a picture of the page. */
  void keepPicture(String name) throws IOException {
    Files.createDirectories(SCREENSHOTS);
    Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
