/**
 * What a registry asks of the packages that are pushed to it. Start reading at {@link
 * io.t4.workflows.WorkflowConfig}.
 */
@NullMarked
package io.t4.workflows;

import org.jspecify.annotations.NullMarked;
