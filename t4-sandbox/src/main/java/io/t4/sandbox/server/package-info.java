/**
 * What runs inside the sandbox's own process, on its own class path; not for users. Start reading
 * at {@link io.t4.sandbox.server.SandboxServer}.
 */
@NullMarked
package io.t4.sandbox.server;

import org.jspecify.annotations.NullMarked;
