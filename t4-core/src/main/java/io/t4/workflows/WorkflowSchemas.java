package io.t4.workflows;

import static java.util.Objects.requireNonNull;

import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import io.t4.error.WorkflowException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas that one choice of a workflow uses, each read once. For one thread. */
final class WorkflowSchemas {
  private final Map<String, String> urls;

  /** Of the configuration. */
  private final Location config;

  private final T4Session session;

  private final Map<String, SchemaFile> byId = new LinkedHashMap<>();
  private final Map<Location, SchemaFile> byLocation = new LinkedHashMap<>();

  WorkflowSchemas(Map<String, String> urls, Location config, T4Session session) {
    this.urls = urls;
    this.config = config;
    this.session = session;
  }

  /**
   * Reads a schema.
   *
   * @param workflow for messages
   * @throws WorkflowException if there is none of that id, or it can't be used
   */
  SchemaFile require(String id, Workflow workflow) {
    String url = urls.get(id);
    if (url == null) {
      throw new WorkflowException(
          "The workflow '%s' wants the schema '%s', which is not among the schemas of %s."
              .formatted(workflow.id(), id, config));
    }
    String named = "The schema '%s' of the workflow '%s' (%s)".formatted(id, workflow.id(), url);
    try {
      Location location = Location.parse(url);
      if (location.scheme().equals("file") && !config.scheme().equals("file")) {
        throw new WorkflowException("It is a local file, which a remote registry can't use.");
      }
      SchemaFile known = byLocation.get(location);
      SchemaFile file = known != null ? known : SchemaFile.of(PinnedText.read(location, session));
      byLocation.put(location, file);
      byId.put(id, file);
      return file;
    } catch (InvalidInputException | NotFoundException e) {
      throw problem(named, e);
    }
  }

  private static WorkflowException problem(String named, Exception e) {
    return new WorkflowException(
        named + " can't be used. " + requireNonNull(e.getMessage(), "message"), e);
  }

  /** What was read, by id, in the order in which it was asked for: the header's {@code schemas}. */
  Map<String, @Nullable Object> used() {
    Map<String, @Nullable Object> used = new LinkedHashMap<>();
    byId.forEach((id, file) -> used.put(id, file.location().toString()));
    return used;
  }
}
