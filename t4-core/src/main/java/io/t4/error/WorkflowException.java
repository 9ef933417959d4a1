package io.t4.error;

import org.jspecify.annotations.Nullable;

/**
 * A package doesn't satisfy the workflow of its registry, or the registry's workflows can't be used
 * as they are configured. The message names the workflow, and where it has to do with them, the
 * schema and the place in the value as a JSON pointer. Nothing was written.
 */
public class WorkflowException extends InvalidInputException {
  public WorkflowException(String message) {
    super(message);
  }

  public WorkflowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
