package io.t4.workflows;

import static java.util.Objects.requireNonNull;

/**
 * Which workflow a package is to satisfy. Python writes the three as {@code ...}, None, and an id.
 */
public sealed interface WorkflowChoice {

  /** The registry's default, if it has one; else none. */
  static WorkflowChoice byDefault() {
    return Fixed.DEFAULT;
  }

  /** No workflow, which a registry may refuse. */
  static WorkflowChoice none() {
    return Fixed.NONE;
  }

  /**
   * A workflow of the registry.
   *
   * @param id as in the configuration
   */
  static WorkflowChoice named(String id) {
    return new Named(id);
  }

  /** The choices that name no workflow. */
  enum Fixed implements WorkflowChoice {
    DEFAULT,
    NONE
  }

  /**
   * The choice of one workflow.
   *
   * @param id as in the configuration
   */
  record Named(String id) implements WorkflowChoice {
    public Named {
      requireNonNull(id, "id");
    }
  }
}
