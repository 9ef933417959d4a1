package io.t4.packages;

import static java.util.Objects.requireNonNull;

import io.t4.workflows.WorkflowChoice;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How a package is pushed. Immutable: each method gives changed options.
 *
 * <pre>{@code PushOptions.withMessage("first storms").copying(PushOptions.EVERYTHING)}</pre>
 */
public final class PushOptions {
  /** Copies every entry to the destination, also those that are in its bucket already. */
  public static final BiPredicate<String, PackageEntry> EVERYTHING = (key, entry) -> true;

  /** Copies local files only; entries of other buckets stay there. */
  public static final BiPredicate<String, PackageEntry> LOCAL_FILES =
      (key, entry) -> entry.physicalKey().scheme().equals("file");

  private static final PushOptions NONE =
      new PushOptions(
          null,
          null,
          null,
          null,
          WorkflowChoice.byDefault(),
          Overwriting.REFUSED,
          Repeating.PUBLISHED);

  /** What happens to a latest revision that isn't the one this was made from. */
  private enum Overwriting {
    REFUSED,
    FORCED
  }

  /** What happens if the latest revision is the same. */
  private enum Repeating {
    PUBLISHED,
    SKIPPED
  }

  private final @Nullable String message;
  private final @Nullable String directory;
  private final @Nullable BiFunction<String, PackageEntry, String> destination;
  private final @Nullable BiPredicate<String, PackageEntry> selector;
  private final WorkflowChoice workflow;
  private final Overwriting overwriting;
  private final Repeating repeating;

  private PushOptions(
      @Nullable String message,
      @Nullable String directory,
      @Nullable BiFunction<String, PackageEntry, String> destination,
      @Nullable BiPredicate<String, PackageEntry> selector,
      WorkflowChoice workflow,
      Overwriting overwriting,
      Repeating repeating) {
    this.message = message;
    this.directory = directory;
    this.destination = destination;
    this.selector = selector;
    this.workflow = workflow;
    this.overwriting = overwriting;
    this.repeating = repeating;
  }

  /** No message; what isn't in the registry's bucket is copied below the package's name there. */
  public static PushOptions none() {
    return NONE;
  }

  /** As {@link #none}, with a message for those who list revisions. */
  public static PushOptions withMessage(String message) {
    return NONE.message(message);
  }

  /** A message for those who list revisions. */
  public PushOptions message(String text) {
    return new PushOptions(
        requireNonNull(text, "text"),
        directory,
        destination,
        selector,
        workflow,
        overwriting,
        repeating);
  }

  /**
   * Where entries are copied to.
   *
   * @param uri a directory in the registry's bucket, below which each goes by its logical key
   */
  public PushOptions to(String uri) {
    return new PushOptions(
        message, requireNonNull(uri, "uri"), null, selector, workflow, overwriting, repeating);
  }

  /**
   * Where entries are copied to.
   *
   * @param uris gives the URI of an object, without version id, from logical key and entry
   */
  public PushOptions to(BiFunction<String, PackageEntry, String> uris) {
    return new PushOptions(
        message, null, requireNonNull(uris, "uris"), selector, workflow, overwriting, repeating);
  }

  /**
   * Which entries are copied; the others stay where they are. Without this, those that aren't in
   * the registry's bucket.
   *
   * @param entries such as {@link #EVERYTHING} or {@link #LOCAL_FILES}
   */
  public PushOptions copying(BiPredicate<String, PackageEntry> entries) {
    return new PushOptions(
        message,
        directory,
        destination,
        requireNonNull(entries, "entries"),
        workflow,
        overwriting,
        repeating);
  }

  /** The workflow of the registry that the revision must pass; without this, the default one. */
  public PushOptions workflow(WorkflowChoice choice) {
    return new PushOptions(
        message,
        directory,
        destination,
        selector,
        requireNonNull(choice, "choice"),
        overwriting,
        repeating);
  }

  /** Publishes also if the latest revision isn't the one that the package was made from. */
  public PushOptions force() {
    return new PushOptions(
        message, directory, destination, selector, workflow, Overwriting.FORCED, repeating);
  }

  /** Publishes nothing if the latest revision has the same top hash. */
  public PushOptions dedupe() {
    return new PushOptions(
        message, directory, destination, selector, workflow, overwriting, Repeating.SKIPPED);
  }

  @Nullable String message() {
    return message;
  }

  @Nullable String directory() {
    return directory;
  }

  @Nullable BiFunction<String, PackageEntry, String> destination() {
    return destination;
  }

  @Nullable BiPredicate<String, PackageEntry> selector() {
    return selector;
  }

  WorkflowChoice workflow() {
    return workflow;
  }

  boolean isForced() {
    return overwriting == Overwriting.FORCED;
  }

  boolean skipsRepetition() {
    return repeating == Repeating.SKIPPED;
  }
}
