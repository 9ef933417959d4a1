/**
 * An S3 server for demos and tests, run as a process of its own. Start reading at {@link
 * io.t4.sandbox.Sandbox}; tests use {@link io.t4.sandbox.SandboxExtension}.
 */
@NullMarked
package io.t4.sandbox;

import org.jspecify.annotations.NullMarked;
