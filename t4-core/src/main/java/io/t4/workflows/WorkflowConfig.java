package io.t4.workflows;

import io.t4.error.BucketNotFoundException;
import io.t4.error.FormatException;
import io.t4.error.NotFoundException;
import io.t4.error.TooLargeException;
import io.t4.error.WorkflowException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The workflows of a registry: the file {@value #KEY} in it, as Python's clients read it.
 * Immutable; safe for use from many threads.
 */
public final class WorkflowConfig {
  /** Where the file is, below the registry. */
  public static final String KEY = ".quilt/workflows/config.yml";

  private static final Pattern VERSION =
      Pattern.compile("([1-9][0-9]*)(?:\\.(0|[1-9][0-9]*))?(?:\\.(0|[1-9][0-9]*))?");
  private static final List<Integer> NEWEST = List.of(1, 1, 0);

  private static final Pattern ID = Pattern.compile("[A-Za-z_-][A-Za-z0-9_-]{0,63}");

  private final Location location;
  private final T4Session session;
  private final boolean workflowRequired;
  private final @Nullable String defaultWorkflow;
  private final Map<String, Workflow> workflows = new LinkedHashMap<>();
  private final Map<String, String> schemaUrls = new LinkedHashMap<>();
  private final Map<String, Successor> successors = new LinkedHashMap<>();

  private WorkflowConfig(Section file, Location location, T4Session session) {
    this.location = location;
    this.session = session;
    file.requireOnly(
        "version",
        "catalog",
        "is_workflow_required",
        "default_workflow",
        "workflows",
        "schemas",
        "successors");
    requireKnownVersion(file);
    workflowRequired = !file.has("is_workflow_required") || file.flag("is_workflow_required");
    defaultWorkflow = file.textOrNull("default_workflow");
    file.section("workflows")
        .forEachSection(
            (id, workflow) -> {
              if (!ID.matcher(id).matches()) {
                throw workflow.problem(
                    "has an id that is not of up to 64 letters of A to Z, digits, '_' and '-', beginning with no digit");
              }
              workflows.put(id, new Workflow(id, workflow));
            });
    if (file.has("schemas")) {
      file.section("schemas")
          .forEachSection((id, schema) -> schemaUrls.put(id, schema.text("url")));
    }
    if (file.has("successors")) {
      file.section("successors")
          .forEachSection(
              (url, successor) -> {
                boolean copyData = !successor.has("copy_data") || successor.flag("copy_data");
                successors.put(url, new Successor(successor.requireWords("title"), copyData));
              });
    }
  }

  private static void requireKnownVersion(Section file) {
    boolean plain = file.isText("version");
    Section holder = plain ? file : file.section("version");
    String member = plain ? "version" : "base";
    if (!plain) {
      holder.requireOnly("base", "catalog");
      if (holder.has("catalog")) {
        version(holder, "catalog");
      }
    }
    List<Integer> version = version(holder, member);
    for (int i = 0; i < NEWEST.size(); i++) {
      int difference = version.get(i) - NEWEST.get(i);
      if (difference > 0) {
        throw holder.problemOf(
            member,
            "is %s; versions up to 1.1.0 are known, so a newer T4 is needed"
                .formatted(holder.text(member)));
      }
      if (difference < 0) {
        return;
      }
    }
  }

  private static List<Integer> version(Section holder, String member) {
    var version = VERSION.matcher(holder.text(member));
    if (!version.matches()) {
      throw holder.problemOf(member, "must be a version such as \"1.1.0\"");
    }
    return List.of(number(version.group(1)), number(version.group(2)), number(version.group(3)));
  }

  private static int number(@Nullable String digits) {
    if (digits == null) {
      return 0;
    }
    // Whatever is longer is newer.
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /**
   * Reads the configuration of a registry.
   *
   * @param registry a bucket or a local directory
   * @return empty if the registry has none
   * @throws WorkflowException if it is malformed or of an unknown version; the message names the
   *     place
   * @throws io.t4.error.T4Exception if it can't be read
   */
  public static Optional<WorkflowConfig> load(Location registry, T4Session session) {
    PinnedText file;
    try {
      file = PinnedText.read(object(registry), session);
    } catch (BucketNotFoundException e) {
      throw e;
    } catch (NotFoundException e) {
      return Optional.empty();
    }
    Object content;
    try {
      content = ConfigYaml.read(file.text(), file.location().toString());
    } catch (FormatException | TooLargeException e) {
      throw new WorkflowException(
          "The workflows configuration %s can't be read. %s"
              .formatted(file.location(), e.getMessage()),
          e);
    }
    Section root = Section.root(file.location().toString(), content);
    return Optional.of(new WorkflowConfig(root, file.location(), session));
  }

  private static Location object(Location registry) {
    if (registry.scheme().equals("file")) {
      return Location.directory(registry.path().resolve(KEY));
    }
    String prefix = registry.key().replaceAll("/+$", "");
    return registry.resolve(prefix.isEmpty() ? KEY : prefix + "/" + KEY, null);
  }

  /**
   * Checks a package against the workflows of a registry.
   *
   * @return the value of {@code workflow} in the manifest's header; empty if the registry has no
   *     workflows and none was asked for
   * @throws WorkflowException if the package doesn't satisfy the workflow, or there is none of that
   *     id, or one is required; naming what is wrong and what is expected
   * @throws io.t4.error.T4Exception if configuration or schemas can't be read
   */
  public static Optional<Map<String, @Nullable Object>> validate(
      Location registry, T4Session session, WorkflowChoice choice, PackageFacts facts) {
    Optional<WorkflowConfig> config = load(registry, session);
    if (config.isEmpty() && choice != WorkflowChoice.Fixed.DEFAULT) {
      throw new WorkflowException(
          "%s was asked for, but %s has no workflows: there is no %s."
              .formatted(
                  choice instanceof WorkflowChoice.Named named
                      ? "The workflow '" + named.id() + "'"
                      : "No workflow",
                  registry,
                  KEY));
    }
    return config.map(found -> found.choose(choice).validate(facts));
  }

  /**
   * Chooses a workflow and reads its schemas.
   *
   * @throws WorkflowException if there is none of that id, or one is required, or its pattern or
   *     schemas can't be used
   * @throws io.t4.error.T4Exception if a schema can't be read
   */
  public ChosenWorkflow choose(WorkflowChoice choice) {
    String id =
        choice instanceof WorkflowChoice.Named named
            ? named.id()
            : choice == WorkflowChoice.Fixed.DEFAULT ? defaultWorkflow : null;
    if (id == null && workflowRequired) {
      throw new WorkflowException(
          "%s requires a workflow; name one of %s.".formatted(location, known()));
    }
    Workflow workflow = id == null ? null : workflows.get(id);
    if (id != null && workflow == null) {
      throw new WorkflowException(
          "There is no workflow '%s' in %s; there are %s.".formatted(id, location, known()));
    }
    return new ChosenWorkflow(
        workflow, location.toString(), new WorkflowSchemas(schemaUrls, location, session));
  }

  private String known() {
    return String.join(", ", workflows.keySet());
  }

  /** Which version of the file this is, where the store keeps versions. */
  public Location location() {
    return location;
  }

  /** The workflows by id, in the order of the file. Unmodifiable. */
  public Map<String, Workflow> workflows() {
    return Collections.unmodifiableMap(workflows);
  }

  /** The id of the workflow that applies when none is named; it need not be among them. */
  public Optional<String> defaultWorkflow() {
    return Optional.ofNullable(defaultWorkflow);
  }

  /** Whether every package must satisfy one of the workflows. */
  public boolean isWorkflowRequired() {
    return workflowRequired;
  }

  /** Where packages are meant to go next, by the buckets' URIs. Unmodifiable. */
  public Map<String, Successor> successors() {
    return Collections.unmodifiableMap(successors);
  }

  @Override
  public String toString() {
    return "WorkflowConfig[" + location + "]";
  }
}
