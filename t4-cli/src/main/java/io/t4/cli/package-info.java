/**
 * The command line {@code t4}: each command reads options, makes one call of the library and prints
 * the answer. Start reading at {@link io.t4.cli.T4Command}.
 */
@NullMarked
package io.t4.cli;

import org.jspecify.annotations.NullMarked;
