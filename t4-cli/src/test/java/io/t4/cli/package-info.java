/** The command line, mostly as a process. Start reading at {@link io.t4.cli.CommandsContract}. */
@NullMarked
package io.t4.cli;

import org.jspecify.annotations.NullMarked;
